import type { Source } from '#packages/intake/source.ts'
import type { ElementPass, ElementSink } from './elements.ts'
import { guarded, pbfBlocks } from './pbf-blobs.ts'
import { Message } from './protobuf.ts'

/** What a block holds, remembered so that the second pass unpacks only blocks of use to it. */
interface BlockKinds {
  nodes: boolean
  others: boolean
}

/** Passes over an .osm.pbf: the first learns which blocks hold what, the following skip those they have no use for. */
export function pbfPasses(source: Source): ElementPass {
  const kinds: BlockKinds[] = []
  return async function* pass(sink) {
    const wanted = (number: number) => {
      const known = kinds[number]
      return !known || (known.nodes && sink.node !== undefined) || (known.others && sink.way !== undefined)
    }
    for await (const { number, block } of pbfBlocks(source, wanted)) {
      kinds[number] = guarded(0, () => readBlock(block, sink))
      yield
    }
  }
}

const NANODEGREE = 1e-9

interface Block {
  readonly texts: TextTable
  readonly granularity: number
  readonly lonOffset: number
  readonly latOffset: number
}

function readBlock(bytes: Uint8Array, sink: ElementSink): BlockKinds {
  const kinds = { nodes: false, others: false }
  const groups: Message[] = []
  let [granularity, lonOffset, latOffset] = [100, 0, 0]
  let texts = new TextTable([])
  const message = new Message(bytes)
  while (message.next()) {
    if (message.field === 1) texts = new TextTable(textList(message.message()))
    else if (message.field === 2) groups.push(message.message())
    else if (message.field === 17) granularity = message.number()
    else if (message.field === 19) latOffset = message.number()
    else if (message.field === 20) lonOffset = message.number()
    else message.skip()
  }
  const block = { texts, granularity, lonOffset, latOffset }
  for (const group of groups) {
    while (group.next()) {
      if (group.field <= 2) kinds.nodes = true
      else kinds.others = true
      if (group.field === 1 && sink.node) readNode(group.message(), block, sink)
      else if (group.field === 2 && sink.node) readDense(group.message(), block, sink)
      else if (group.field === 3 && sink.way) readWay(group.message(), block, sink)
      else if (group.field === 4 && sink.relation) readRelation(group.message(), block, sink)
      else group.skip()
    }
  }
  return kinds
}

function textList(message: Message): Uint8Array[] {
  const list: Uint8Array[] = []
  while (message.next()) {
    if (message.field === 1) list.push(message.bytes())
    else message.skip()
  }
  return list
}

/** The texts of a block, decoded when asked: few of them are. */
class TextTable {
  readonly #bytes: readonly Uint8Array[]
  readonly #texts: string[] = []
  static readonly #decoder = new TextDecoder()

  constructor(bytes: readonly Uint8Array[]) {
    this.#bytes = bytes
  }

  text(index: number): string {
    this.#texts[index] ??= TextTable.#decoder.decode(this.#bytes[index])
    return this.#texts[index] ?? ''
  }

  /** Tags whose keys and values stand in two lists. */
  tags(keys: readonly number[], values: readonly number[]): () => [string, string][] {
    return () => keys.map((key, at) => [this.text(key), this.text(values[at] ?? 0)])
  }
}

function readNode(message: Message, block: Block, sink: ElementSink) {
  let [id, lat, lon] = [0, 0, 0]
  let [keys, values]: number[][] = [[], []]
  while (message.next()) {
    if (message.field === 1) id = message.signed()
    else if (message.field === 2) keys = message.numbers()
    else if (message.field === 3) values = message.numbers()
    else if (message.field === 8) lat = message.signed()
    else if (message.field === 9) lon = message.signed()
    else message.skip()
  }
  const tags = block.texts.tags(keys ?? [], values ?? [])
  sink.node?.(id, degrees(lon, block.lonOffset, block), degrees(lat, block.latOffset, block), tags)
}

function degrees(value: number, offset: number, { granularity }: Block): number {
  return Math.round((offset + granularity * value) / 100) * 100 * NANODEGREE
}

/** Dense nodes: three lists of differences side by side, and all their tags one after the other, parted by zeros. */
function readDense(message: Message, block: Block, sink: ElementSink) {
  let [ids, lats, lons, tags]: (Message | undefined)[] = []
  while (message.next()) {
    if (message.field === 1) ids = message.message()
    else if (message.field === 8) lats = message.message()
    else if (message.field === 9) lons = message.message()
    else if (message.field === 10) tags = message.message()
    else message.skip()
  }
  if (!ids || !lats || !lons) return
  let [id, lat, lon] = [0, 0, 0]
  while (!ids.atEnd) {
    id += ids.signed()
    lat += lats.signed()
    lon += lons.signed()
    const own: number[] = []
    while (tags && !tags.atEnd) {
      const key = tags.number()
      if (key === 0) break
      own.push(key, tags.number())
    }
    sink.node?.(id, degrees(lon, block.lonOffset, block), degrees(lat, block.latOffset, block), () =>
      paired(own, block.texts),
    )
  }
}

function paired(numbers: readonly number[], texts: TextTable): [string, string][] {
  const tags: [string, string][] = []
  for (let at = 0; at < numbers.length; at += 2)
    tags.push([texts.text(numbers[at] ?? 0), texts.text(numbers[at + 1] ?? 0)])
  return tags
}

function readWay(message: Message, { texts }: Block, sink: ElementSink) {
  let id = 0
  let [keys, values, nodes]: number[][] = [[], [], []]
  while (message.next()) {
    if (message.field === 1) id = message.number()
    else if (message.field === 2) keys = message.numbers()
    else if (message.field === 3) values = message.numbers()
    else if (message.field === 8) nodes = differences(message.message())
    else message.skip()
  }
  sink.way?.(id, nodes ?? [], texts.tags(keys ?? [], values ?? []))
}

function differences(list: Message): number[] {
  const values: number[] = []
  let value = 0
  while (!list.atEnd) {
    value += list.signed()
    values.push(value)
  }
  return values
}

const WAY = 1

function readRelation(message: Message, { texts }: Block, sink: ElementSink) {
  let [keys, values, members, types]: number[][] = [[], [], [], []]
  while (message.next()) {
    if (message.field === 2) keys = message.numbers()
    else if (message.field === 3) values = message.numbers()
    else if (message.field === 9) members = differences(message.message())
    else if (message.field === 10) types = message.numbers()
    else message.skip()
  }
  sink.relation?.(
    (members ?? []).filter((_, at) => types?.[at] === WAY),
    texts.tags(keys ?? [], values ?? []),
  )
}
