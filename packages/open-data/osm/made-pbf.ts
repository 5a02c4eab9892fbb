import { deflateSync } from 'node:zlib'

export interface MadeNode {
  readonly id: number
  readonly lon: number
  readonly lat: number
  readonly tags?: Readonly<Record<string, string>>
}

export interface MadeWay {
  readonly id: number
  readonly nodes: readonly number[]
  readonly tags?: Readonly<Record<string, string>>
}

export interface MadePbf {
  readonly nodes: readonly MadeNode[]
  readonly ways?: readonly MadeWay[]
  /** Multipolygons made of these ways. */
  readonly relations?: readonly (readonly number[])[]
  readonly features?: readonly string[]
  /** Nodes one by one rather than dense. */
  readonly plain?: boolean
  /** Number of the field that holds the packed data: 3 for zlib, 1 for none. */
  readonly packing?: number
}

/** An .osm.pbf with what is said and nothing else: a header, a block of nodes, a block of ways and relations. */
export function pbfBytes(made: MadePbf): Buffer {
  const { nodes, ways = [], relations = [], features = ['OsmSchema-V0.6', 'DenseNodes'], plain = false } = made
  const packing = made.packing ?? 3
  const header = Buffer.concat(features.map((feature) => field(4, Buffer.from(feature))))
  const table = new Texts()
  const nodeGroup = plain
    ? Buffer.concat(nodes.map((node) => field(1, plainNode(node, table))))
    : field(2, dense(nodes, table))
  const nodeBlock = Buffer.concat([field(1, table.bytes()), field(2, nodeGroup)])
  const others = new Texts()
  const otherGroup = Buffer.concat([
    ...ways.map((way) => field(3, wayMessage(way, others))),
    ...relations.map((members) => field(4, relationMessage(members, others))),
  ])
  const otherBlock = Buffer.concat([field(1, others.bytes()), field(2, otherGroup)])
  return Buffer.concat([
    blob('OSMHeader', header, packing),
    blob('OSMData', nodeBlock, packing),
    blob('OSMData', otherBlock, packing),
  ])
}

class Texts {
  readonly #list = ['']

  at(text: string): number {
    const known = this.#list.indexOf(text)
    return known >= 0 ? known : this.#list.push(text) - 1
  }

  bytes(): Buffer {
    return Buffer.concat(this.#list.map((text) => field(1, Buffer.from(text))))
  }
}

function dense(nodes: readonly MadeNode[], texts: Texts): Buffer {
  const tags = nodes.flatMap(({ tags = {} }) => [
    ...Object.entries(tags).flatMap(([key, value]) => [texts.at(key), texts.at(value)]),
    0,
  ])
  return Buffer.concat([
    packed(1, differences(nodes.map(({ id }) => id)).map(zigzag)),
    packed(8, differences(nodes.map(({ lat }) => Math.round(lat * 1e7))).map(zigzag)),
    packed(9, differences(nodes.map(({ lon }) => Math.round(lon * 1e7))).map(zigzag)),
    packed(10, tags),
  ])
}

function plainNode({ id, lon, lat, tags = {} }: MadeNode, texts: Texts): Buffer {
  return Buffer.concat([
    number(1, zigzag(id)),
    packed(
      2,
      Object.keys(tags).map((key) => texts.at(key)),
    ),
    packed(
      3,
      Object.values(tags).map((value) => texts.at(value)),
    ),
    number(8, zigzag(Math.round(lat * 1e7))),
    number(9, zigzag(Math.round(lon * 1e7))),
  ])
}

function wayMessage({ id, nodes, tags = {} }: MadeWay, texts: Texts): Buffer {
  return Buffer.concat([
    number(1, id),
    packed(
      2,
      Object.keys(tags).map((key) => texts.at(key)),
    ),
    packed(
      3,
      Object.values(tags).map((value) => texts.at(value)),
    ),
    field(4, packed(4, [texts.at('someone')])), // who drew it: never read
    packed(8, differences(nodes).map(zigzag)),
  ])
}

function relationMessage(members: readonly number[], texts: Texts): Buffer {
  return Buffer.concat([
    number(1, 1),
    packed(2, [texts.at('type')]),
    packed(3, [texts.at('multipolygon')]),
    packed(
      8,
      members.map(() => 0),
    ),
    packed(9, differences(members).map(zigzag)),
    packed(
      10,
      members.map(() => 1),
    ),
  ])
}

function blob(type: string, content: Buffer, packing: number): Buffer {
  const data =
    packing === 1 ? field(1, content) : Buffer.concat([number(2, content.length), field(packing, deflateSync(content))])
  const header = Buffer.concat([field(1, Buffer.from(type)), number(3, data.length)])
  const length = Buffer.alloc(4)
  length.writeInt32BE(header.length)
  return Buffer.concat([length, header, data])
}

function differences(values: readonly number[]): number[] {
  return values.map((value, at) => value - (values[at - 1] ?? 0))
}

function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

function number(at: number, value: number): Buffer {
  return Buffer.from([...varint(at * 8), ...varint(value)])
}

function field(at: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([...varint(at * 8 + 2), ...varint(content.length)]), content])
}

function packed(at: number, values: readonly number[]): Buffer {
  return field(at, Buffer.from(values.flatMap(varint)))
}
