/** What a room declares to have files come in: how they are read (a reader) and what becomes of the rows (a merge). */
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from './merge.server.ts'
import type { ImportReader } from './reader.ts'

/** Something that a kind leaves open, answered by yes or no before the check. */
export interface ImportChoice {
  name: string
  label: () => string
  hint?: () => string
  byDefault: (tx: ActorTx) => Promise<boolean>
}

/** A column that the convention itself gives a kind: a question of one of its guides. */
export interface OpenField {
  name: string
  title: string
  /** The column that means it, among those that are still free. */
  find: (header: readonly string[], isFree: (at: number) => boolean) => number | undefined
  /** Columns that are read with it. */
  alongside: (header: readonly string[], at: number) => readonly number[]
}

/** Fields of a kind that are not the same everywhere: a file is about one subject, which gives them. */
export interface OpenFields {
  label: () => string
  subjects: (tx: ActorTx) => Promise<readonly { value: string; label: string }[]>
  fields: (tx: ActorTx, subject: string) => Promise<readonly OpenField[]>
}

export interface ImportTarget {
  reader: ImportReader
  title: () => string
  /** One sentence: what the file holds, and what comes of it. */
  lead: () => string
  fieldName: (field: string) => string
  choices: readonly ImportChoice[]
  open?: OpenFields
  /** What was said in confidence: the file itself goes as soon as it came in. */
  forgetsFile?: boolean
  /** A published file that nobody can re-save: accents that were encoded twice are repaired without asking. */
  repairsAccents?: boolean
  /** What its reader must know of the convention, as the file is read: which communes, which surroundings. */
  scope?: (tx: ActorTx, subject: string | null) => Promise<unknown>
  /** The table whose added, changed and unchanged rows are told as those of the import. */
  mainTable: string
  /** Set-based SQL from the staging table into the room's tables; everything goes through `merge`, so that it can be undone. */
  merge: (tx: ActorTx, merge: Merge) => Promise<void>
}

/** A public file that is recognised by its columns, and answered, because it does not describe the stock. */
export interface KnownFile {
  id: string
  /** Headers that all stand in the file; a `#` is any digit. */
  headers: readonly string[]
  answer: () => string
}

interface Offer {
  targets: readonly ImportTarget[]
  known: readonly KnownFile[]
  /** Sentence of a reason given by a merge. */
  reason: (code: string, values: Record<string, string>) => string | undefined
  /** What a table holds, in the reader's words. */
  tableName: (table: string) => string | undefined
}

let offered: Offer = { targets: [], known: [], reason: () => undefined, tableName: () => undefined }

/** Called once by the process: which files may come in. */
export function offerImports(offer: Offer): void {
  offered = offer
}

export function importTargets(): readonly ImportTarget[] {
  return offered.targets
}

export function targetOf(kind: string | null): ImportTarget | undefined {
  return offered.targets.find(({ reader }) => reader.kind.id === kind)
}

export function knownFileOf(header: readonly string[]): KnownFile | undefined {
  const names = new Set(header.map(comparable))
  return offered.known.find(({ headers }) => headers.every((wanted) => names.has(comparable(wanted))))
}

/** Digits are vintages and ranks: they differ from year to year. */
function comparable(header: string): string {
  return header.trim().toUpperCase().replaceAll(/\d/g, '#')
}

export function reasonOf(code: string, values: Record<string, string>): string | undefined {
  return offered.reason(code, values)
}

export function tableName(table: string): string {
  return offered.tableName(table) ?? table
}
