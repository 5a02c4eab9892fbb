import { SaxesParser } from 'saxes'
import type { Source } from '../source.ts'
import { DamagedZip, readEntryBytes, type ZipEntry } from './zip.ts'

export interface XmlHandlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** A part with a document type of its own: entities could unfold without end or read files. */
export class ForbiddenDoctype extends Error {
  readonly part: string
  constructor(part: string) {
    super(`the part ${part} declares a document type`)
    this.part = part
  }
}

/**
 * Reads an XML part as a stream of events, names without their prefix; gives a turn after each piece, so that
 * the caller can hand on what it collected. No entity but the five of XML exists, and nothing is fetched.
 *
 * @throws DamagedZip when it is not well-formed, ForbiddenDoctype when it declares a document type
 */
export async function* readXml(source: Source, entry: ZipEntry, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  parser.on('doctype', () => {
    throw new ForbiddenDoctype(entry.name)
  })
  parser.on('error', () => {
    throw new DamagedZip(entry.name)
  })
  const { open, text, close } = handlers
  if (open) parser.on('opentag', (tag) => open(local(tag.name), tag.attributes))
  if (text) parser.on('text', text)
  if (text) parser.on('cdata', text)
  if (close) parser.on('closetag', (tag) => close(local(tag.name)))
  for await (const bytes of readEntryBytes(source, entry)) {
    parser.write(decoded(decoder, bytes, entry))
    yield
  }
  parser.close()
}

function decoded(decoder: TextDecoder, bytes: Uint8Array, entry: ZipEntry): string {
  try {
    return decoder.decode(bytes, { stream: true })
  } catch {
    throw new DamagedZip(entry.name)
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** Reads a whole part for its events alone. */
export async function scanXml(source: Source, entry: ZipEntry, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(source, entry, handlers));
}
