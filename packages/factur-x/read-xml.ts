import { type Element, parseXml, XmlError } from '../xml-tree/xml-tree.ts'
import { FacturXError } from './factur-x-error.ts'

/** The deepest element of the syntax is the ninth: what goes much further was made to exhaust its reader. */
const DEEPEST = 30

/** @throws FacturXError `bad-xml` */
export function rootOf(text: string): Element {
  try {
    return parseXml(text, DEEPEST)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    throw new FacturXError('bad-xml', { line: error.line }, `line ${error.line}: ${error.message}`)
  }
}

/** Children of that name. */
export function all(parent: Element, name: string): Element[] {
  return parent.children.filter((one) => one.name === name)
}

/** The first child of that name. @throws FacturXError `missing` */
export function child(parent: Element, name: string): Element {
  const [found] = all(parent, name)
  if (found === undefined) throw new FacturXError('missing', { path: name }, `${parent.name} has no ${name}`)
  return found
}

/** Text of the first element at the end of a path of names. */
export function at(parent: Element, path: string): string | undefined {
  let here: Element | undefined = parent
  for (const name of path.split('/')) here = here && all(here, name)[0]
  return here?.text
}

/** The same, which must be there. @throws FacturXError `missing` */
export function need(parent: Element, path: string): string {
  const text = at(parent, path)
  if (text === undefined) throw new FacturXError('missing', { path }, `${parent.name} has no ${path}`)
  return text
}
