import { SaxesParser } from 'saxes'

/** An element as read or to be written; when read, its name has no prefix. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** What stands in it outside of its children. */
  readonly text: string
}

export type XmlErrorCode = 'not-well-formed' | 'doctype' | 'too-deep'

/** An expected refusal. The code is stable; the sentence is for a terminal. */
export class XmlError extends Error {
  readonly code: XmlErrorCode
  /** From 1. */
  readonly line: number

  constructor(code: XmlErrorCode, line: number, message: string) {
    super(message)
    this.name = 'XmlError'
    this.code = code
    this.line = line
  }
}

/**
 * Reads a whole XML document. No entity but the five of XML exists, and nothing is fetched.
 *
 * @param text the document, decoded
 * @param deepest how many elements may stand in one another: what goes further was made to exhaust its reader
 * @throws XmlError
 * @see Extensible Markup Language 1.0 (fifth edition), W3C
 */
export function parseXml(text: string, deepest: number): Element {
  interface Open {
    name: string
    attributes: Record<string, string>
    children: Element[]
    text: string
  }
  const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true })
  const refuse = (code: XmlErrorCode, message: string): never => {
    throw new XmlError(code, parser.line, message)
  }
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  parser.on('doctype', () => refuse('doctype', 'a document type is declared'))
  parser.on('error', ({ message }) => refuse('not-well-formed', `not well-formed: ${message.replace(PLACE, '')}`))
  parser.on('opentag', ({ name, attributes }) => {
    const one = { name: name.slice(name.indexOf(':') + 1), attributes, children: [], text: '' }
    open.at(-1)?.children.push(one)
    if (open.push(one) > deepest) refuse('too-deep', `nests more than ${deepest} elements`)
  })
  const collect = (piece: string) => {
    const one = open.at(-1)
    if (one) one.text += piece
  }
  parser.on('text', collect)
  parser.on('cdata', collect)
  parser.on('closetag', () => open.pop())
  parser.write(text).close()
  return root.children[0] ?? refuse('not-well-formed', 'not well-formed: no element')
}

/** Where the parser stopped, which the error says itself. */
const PLACE = /^\d+:\d+: /

export type Child = Element | undefined | readonly Child[]

/**
 * An element to be written. Attributes and children that are undefined are left out.
 *
 * @param content its text, or what stands in it
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  content: string | readonly Child[] = [],
): Element {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return {
    name,
    attributes: Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
    children: typeof content === 'string' ? [] : flat(content),
    text: typeof content === 'string' ? content : '',
  }
}

function flat(children: readonly Child[]): Element[] {
  return children.flatMap((child) => {
    if (child === undefined) return []
    return 'name' in child ? [child] : flat(child)
  })
}

/** The document as text, an element a line; text of an element stands alone in it, so that its spaces stay as they are. */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}`
}

function written({ name, attributes, children, text }: Element, indent: string): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const start = `${indent}<${name}${list.join('')}`
  if (children.length === 0) return text === '' ? `${start}/>\n` : `${start}>${escaped(text)}</${name}>\n`
  return `${start}>\n${children.map((child) => written(child, `${indent} `)).join('')}${indent}</${name}>\n`
}

/** What XML cannot hold at all is left out: it comes from copying out of other programs. Line ends in attributes would be read as spaces. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_XML, '')
    .replace(/[&<>"\t\n\r]/g, (sign) => ESCAPES[sign] ?? `&#${sign.charCodeAt(0)};`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
