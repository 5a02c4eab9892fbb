import { SaxesParser } from 'saxes'
import { problem } from '#packages/intake/problem.ts'
import type { Source } from '#packages/intake/source.ts'
import { type ElementSink, OsmFault } from './elements.ts'

/**
 * Reads OpenStreetMap's XML into a sink. Users, change sets and dates are attributes that nobody asks for.
 *
 * @throws OsmFault when it is cut, not well-formed, or declares a document type
 */
export async function* osmXml(source: Source, sink: ElementSink): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let ending = false
  parser.on('doctype', () => {
    throw new OsmFault(problem('xml_doctype', 0, { part: source.name }))
  })
  parser.on('error', () => {
    throw new OsmFault(problem(ending ? 'osm_truncated' : 'osm_damaged', 0, { byte: bytes + 1 }))
  })
  const element = new OpenElement(sink)
  parser.on('opentag', ({ name, attributes }) => element.open(name, attributes))
  parser.on('closetag', ({ name }) => element.close(name))
  for await (const chunk of source.open()) {
    parser.write(decoded(decoder, chunk, bytes))
    bytes += chunk.length
    yield
  }
  ending = true
  parser.close()
}

function decoded(decoder: TextDecoder, chunk: Uint8Array, bytes: number): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    throw new OsmFault(problem('osm_damaged', 0, { byte: bytes + 1 }))
  }
}

/** The element being read: its number, its members and its tags, until it closes. */
class OpenElement {
  #id = 0
  #lon = Number.NaN
  #lat = Number.NaN
  #members: number[] = []
  #tags: [string, string][] = []
  readonly #sink: ElementSink

  constructor(sink: ElementSink) {
    this.#sink = sink
  }

  open(name: string, attributes: Readonly<Record<string, string>>) {
    if (name === 'tag') this.#tags.push([attributes.k ?? '', attributes.v ?? ''])
    else if (name === 'nd') this.#members.push(Number(attributes.ref))
    else if (name === 'member') {
      if (attributes.type === 'way') this.#members.push(Number(attributes.ref))
    } else if (name === 'node' || name === 'way' || name === 'relation') {
      this.#id = Number(attributes.id)
      this.#lon = Number(attributes.lon ?? Number.NaN)
      this.#lat = Number(attributes.lat ?? Number.NaN)
      this.#members = []
      this.#tags = []
    }
  }

  close(name: string) {
    const tags = this.#tags
    if (name === 'node') this.#sink.node?.(this.#id, this.#lon, this.#lat, () => tags)
    else if (name === 'way') this.#sink.way?.(this.#id, this.#members, () => tags)
    else if (name === 'relation') this.#sink.relation?.(this.#members, () => tags)
  }
}
