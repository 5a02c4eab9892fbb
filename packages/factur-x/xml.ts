import { SaxesParser } from 'saxes'
import { FacturXError } from './factur-x-error.ts'

/** An element as read or to be written; when read, its name has no prefix. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

/** The deepest element of the syntax is the ninth: what goes much further was made to exhaust its reader. */
const DEEPEST = 30

/**
 * Reads a whole XML document. No entity but the five of XML exists, and nothing is fetched.
 *
 * @throws FacturXError `bad-xml`
 */
export function parseXml(text: string): Element {
  interface Open {
    name: string
    attributes: Record<string, string>
    children: Element[]
    text: string
  }
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true })
  const refuse = (why: string) => {
    throw new FacturXError('bad-xml', { line: parser.line }, `line ${parser.line}: ${why}`)
  }
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('doctype', () => refuse('a document type is declared'))
  parser.on('error', ({ message }) => refuse(message))
  parser.on('opentag', ({ name, attributes }) => {
    const one = { name: name.slice(name.indexOf(':') + 1), attributes, children: [], text: '' }
    open.at(-1)?.children.push(one)
    if (open.push(one) > DEEPEST) refuse(`more than ${DEEPEST} elements deep`)
  })
  const collect = (piece: string) => {
    const one = open.at(-1)
    if (one) one.text += piece
  }
  parser.on('text', collect)
  parser.on('cdata', collect)
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  const [document] = root.children
  return document ?? refuse('no element')
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

export type Child = Element | undefined | readonly Child[]

/** An element to be written; what is undefined is left out. A string is its text. */
export function element(
  name: string,
  content: string | readonly Child[],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  if (typeof content === 'string') return { name, attributes, children: [], text: content }
  return { name, attributes, children: flat(content), text: '' }
}

function flat(children: readonly Child[]): Element[] {
  return children.flatMap((child) => {
    if (child === undefined) return []
    return 'name' in child ? [child] : flat(child)
  })
}

/** The document as text, an element a line. */
export function documentOf(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`
}

function written({ name, attributes, children, text }: Element, indent: string): string {
  const start = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join('')}>`
  if (children.length === 0) return `${start}${escaped(text)}</${name}>\n`
  return `${start}\n${children.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  // Characters that XML 1.0 cannot hold at all are dropped: they come from copying out of other programs.
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
}
