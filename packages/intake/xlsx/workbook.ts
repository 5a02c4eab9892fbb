import type { Source } from '../source.ts'
import { scanXml } from './xml.ts'
import { DamagedZip, type ZipEntry } from './zip.ts'

export interface Sheet {
  readonly name: string
  readonly hidden: boolean
  /** Entry that holds its rows. */
  readonly part: string
}

export interface Workbook {
  readonly sheets: readonly Sheet[]
  readonly date1904: boolean
}

/** The sheets of a workbook in their order, and its date system. Sheets of charts or macros hold no rows and are left out. */
export async function readWorkbook(source: Source, entries: readonly ZipEntry[]): Promise<Workbook> {
  const relations = await readRelations(source, entries)
  const sheets: Sheet[] = []
  let date1904 = false
  await scanXml(source, entryNamed(entries, 'xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const part = relations.get(id)
      const hidden = (attributes.state ?? 'visible') !== 'visible'
      if (part) sheets.push({ name: attributes.name ?? '', hidden, part })
    },
  })
  return { sheets, date1904 }
}

async function readRelations(source: Source, entries: readonly ZipEntry[]): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  const entry = entries.find(({ name }) => name === 'xl/_rels/workbook.xml.rels')
  if (!entry) throw new DamagedZip('xl/_rels/workbook.xml.rels')
  await scanXml(source, entry, {
    open(name, { Id, Type, Target, TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External' || !Type?.endsWith('/worksheet')) return
      const part = Target?.startsWith('/') ? Target.slice(1) : `xl/${Target}`
      if (Id && entries.some((entry) => entry.name === part)) parts.set(Id, part)
    },
  })
  return parts
}

/** @throws DamagedZip when the archive has no such entry */
export function entryNamed(entries: readonly ZipEntry[], name: string): ZipEntry {
  const entry = entries.find((one) => one.name === name)
  if (!entry) throw new DamagedZip(name)
  return entry
}

/** Texts that cells refer to by number. Phonetic readings are left out. */
export async function readSharedStrings(source: Source, entries: readonly ZipEntry[]): Promise<readonly string[]> {
  const entry = entries.find(({ name }) => /^xl\/sharedStrings\.xml$/i.test(name))
  if (!entry) return []
  if (entry.unpacked > SHARED_STRINGS_LIMIT) throw new TooManySharedStrings()
  const strings: string[] = []
  let text = ''
  let inText = false
  let phonetic = false
  await scanXml(source, entry, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic = true
      inText = name === 't' && !phonetic
    },
    text(piece) {
      if (inText) text += piece
    },
    close(name) {
      if (name === 'si') strings.push(text)
      if (name === 'rPh') phonetic = false
      if (name === 't') inText = false
    },
  })
  return strings
}

/** Unpacked size of the table of texts that is still held in memory: about 2 million short texts. */
export const SHARED_STRINGS_LIMIT = 96 * 1024 ** 2

export class TooManySharedStrings extends Error {}

/** For each cell style whether its number is shown as a date. */
export async function readDateStyles(source: Source, entries: readonly ZipEntry[]): Promise<readonly boolean[]> {
  const entry = entries.find(({ name }) => /^xl\/styles\.xml$/i.test(name))
  if (!entry) return []
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await scanXml(source, entry, {
    open(name, attributes) {
      if (name === 'cellXfs') inCells = true
      if (name === 'numFmt') custom.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''))
      if (name === 'xf' && inCells) {
        const format = Number(attributes.numFmtId ?? 0)
        styles.push(custom.get(format) ?? isBuiltInDate(format))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

/** @see ECMA-376 part 1, 18.8.30: the formats that need no code; 27–36 and 50–58 are East Asian dates. */
function isBuiltInDate(format: number): boolean {
  return (
    (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58)
  )
}

/** A format shows a date when it has a year or a day outside quoted text, colours and conditions. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  return /[yd]/i.test(bare.replace(/general|standard/gi, '')) || /[ja]{2}.*m{2}|m{2}.*a{2}/i.test(bare)
}
