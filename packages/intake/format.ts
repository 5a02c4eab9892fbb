import type { TableFormat } from './kind.ts'
import { type Problem, type ProblemCode, problem } from './problem.ts'
import { readRange, type Source } from './source.ts'
import { readDirectory, type ZipEntry } from './xlsx/zip.ts'

export type FormatFound =
  | { readonly format: 'csv' }
  | { readonly format: 'geojson' }
  | { readonly format: 'xlsx'; readonly entries: readonly ZipEntry[] }
  | { readonly refused: Problem }

const HEAD_BYTES = 8192

/** What a file is, by its bytes and never by its name. */
export async function findFormat(source: Source): Promise<FormatFound> {
  const head = await readRange(source, 0, HEAD_BYTES)
  if (head.length === 0) return refused('file_empty')
  const code = isDbase(head, source.size) ? 'format_shapefile' : byMagic(head)
  if (code) return refused(code)
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) return refused(await insideOle(source))
  if (startsWith(head, [0x50, 0x4b])) return insideZip(source)
  return byText(head)
}

const MAGIC: readonly (readonly [readonly number[], ProblemCode])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'format_pdf'],
  [[0xff, 0xd8, 0xff], 'format_image'],
  [[0x89, 0x50, 0x4e, 0x47], 'format_image'],
  [[0x47, 0x49, 0x46, 0x38], 'format_image'],
  [[0x1f, 0x8b], 'format_zip'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'format_zip'],
  [[0x52, 0x61, 0x72, 0x21], 'format_zip'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'format_document'],
  [[0x00, 0x00, 0x27, 0x0a], 'format_shapefile'],
  [[...new TextEncoder().encode('SQLite format 3')], 'format_geopackage'],
  [[0x09, 0x08], 'format_xls'], // BIFF of Excel 4 and 5, without container
]

function byMagic(head: Uint8Array): ProblemCode | undefined {
  return MAGIC.find(([magic]) => startsWith(head, magic))?.[1]
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => head[at] === byte)
}

/** The table of a shapefile has no magic number: its header and its rows add up to the size of the file. */
function isDbase(head: Uint8Array, size: number): boolean {
  if (head[0] !== 3 || head.length < 32) return false
  const view = new DataView(head.buffer, head.byteOffset)
  const rows = view.getUint32(4, true) * view.getUint16(10, true)
  return Math.abs(view.getUint16(8, true) + rows - size) <= 2
}

/** A container of the Office of 1997: an old workbook, an old document, or a new workbook under a password. */
async function insideOle(source: Source): Promise<ProblemCode> {
  const beginning = await readRange(source, 0, 65_536)
  const end = await readRange(source, Math.max(0, source.size - 65_536), source.size)
  const names = [beginning, end].map((bytes) => new TextDecoder('latin1').decode(bytes).replaceAll('\0', '')).join('\n')
  if (names.includes('EncryptedPackage')) return 'format_encrypted'
  return names.includes('WordDocument') ? 'format_document' : 'format_xls'
}

async function insideZip(source: Source): Promise<FormatFound> {
  const directory = await readDirectory(source)
  if ('refused' in directory) return directory
  const names = new Set(directory.entries.map(({ name }) => name))
  const has = (pattern: RegExp) => directory.entries.some(({ name }) => pattern.test(name))
  if (names.has('xl/workbook.xml')) return { format: 'xlsx', entries: directory.entries }
  if (names.has('xl/workbook.bin')) return refused('format_xlsb')
  if (has(/^Index(?:\.zip$|\/.*\.iwa$)/)) return refused('format_numbers')
  if (names.has('word/document.xml') || names.has('ppt/presentation.xml')) return refused('format_document')
  if (names.has('mimetype') && names.has('content.xml')) return refused('format_ods')
  const nested = directory.entries.find(({ name }) => /\.(?:zip|7z|rar|gz|tar)$/i.test(name))
  return nested ? { refused: problem('zip_nested', 0, { name: nested.name }) } : refused('format_zip')
}

function byText(head: Uint8Array): FormatFound {
  const text = new TextDecoder(head[0] === 0xff || head[1] === 0 ? 'utf-16le' : 'utf-8').decode(head).trimStart()
  if (/^(?:PROJCS|GEOGCS)\[/.test(text)) return refused('format_shapefile')
  if (/^<(?:!doctype html|html|head|body|table|meta|style|div)\b/i.test(text)) return refused('format_html')
  if (/^<(?:\?xml|[a-z][\w:]*[\s>])/i.test(text))
    return refused(/<html|<table/i.test(text) ? 'format_html' : 'format_xml')
  if (/^\{\s*(?:"|\})/.test(text)) {
    return /"(?:FeatureCollection|Feature|features|geometry)"/.test(text)
      ? { format: 'geojson' }
      : refused('format_json')
  }
  if (/^\[\s*(?:\{\s*"|\[|\])/.test(text)) return refused('format_json')
  const controls = head.filter((byte) => byte < 32 && ![9, 10, 12, 13, 26, 27].includes(byte) && byte !== 0).length
  return controls > head.length / 50 ? refused('format_unknown') : { format: 'csv' }
}

function refused(code: ProblemCode): { refused: Problem } {
  return { refused: problem(code) }
}

const EXTENSIONS: Readonly<Record<TableFormat, RegExp>> = {
  csv: /\.(?:csv|txt|tsv|tab|dat)$/i,
  xlsx: /\.xls[xm]$/i,
  geojson: /\.(?:geo)?json$/i,
}

/** A warning when the name ends otherwise than the content: the sender may have taken the wrong file. */
export function extensionProblem(name: string, format: TableFormat): Problem | undefined {
  const extension = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0]
  if (extension === undefined || EXTENSIONS[format].test(name)) return undefined
  return problem('extension_differs', 0, { extension, format })
}
