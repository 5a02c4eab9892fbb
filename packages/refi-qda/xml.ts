import { SaxesParser } from 'saxes'
import { RefiError } from './refi-error.ts'

/** An element as read or to be written; names are without prefix. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | undefined>>
  readonly children: readonly Element[]
  readonly text: string
}

/** Trees of codes go some ten levels down; a file that goes further was made to exhaust its reader. */
const DEEPEST = 200

/**
 * Reads a whole XML document. No entity but the five of XML exists, and nothing is fetched.
 *
 * @param part its name, for the error
 * @throws RefiError `bad-xml`, `doctype`
 */
export function parseXml(part: string, text: string): Element {
  interface Open {
    name: string
    attributes: Record<string, string>
    children: Element[]
    text: string
  }
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true })
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('doctype', () => {
    throw new RefiError('doctype', { part }, `${part} declares a document type`)
  })
  parser.on('error', ({ message }) => {
    throw new RefiError('bad-xml', { part, line: parser.line }, `${part} is not well-formed: ${message}`)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name: local(name), attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    if (open.push(element) > DEEPEST) {
      throw new RefiError('bad-xml', { part, line: parser.line }, `${part} nests more than ${DEEPEST} elements`)
    }
  })
  const collect = (piece: string) => {
    const element = open.at(-1)
    if (element) element.text += piece
  }
  parser.on('text', collect)
  parser.on('cdata', collect)
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  const [document] = root.children
  if (document === undefined) throw new RefiError('bad-xml', { part }, `${part} is empty`)
  return document
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** An element to be written; attributes and children that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  children: readonly (Element | undefined)[] = [],
  text = '',
): Element {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return {
    name,
    attributes: Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
    children: children.filter((child) => child !== undefined),
    text,
  }
}

/** The document as text, an element a line; text of an element stands alone in it, so that spaces stay as they are. */
export function documentOf(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${written(root, '')}`
}

function written({ name, attributes, children, text }: Element, indent: string): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value ?? '')}"`)
  const open = `${indent}<${name}${list.join('')}`
  if (children.length === 0) return text === '' ? `${open}/>\n` : `${open}>${escaped(text)}</${name}>\n`
  return `${open}>\n${children.map((child) => written(child, `${indent} `)).join('')}${indent}</${name}>\n`
}

/** Characters that XML cannot hold at all are left out; line ends in attributes would be read as spaces. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? `&#${character.charCodeAt(0)};`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
