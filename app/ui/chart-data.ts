import type { Trace } from './measure.ts'

/** One drawn thing, as plain data: a page can carry it, and nothing in it can be run. */
export type ChartNode = string | { tag: string; attributes: Record<string, string>; children: ChartNode[] }

/** A chart ready to be shown: the picture, what it says in words, and its numbers. Texts are in the reader's language. */
export interface ChartData {
  title: string
  /** What one sees in it, in a sentence, for who does not see it. */
  description: string
  picture: ChartNode
  legend: { label: string; colour: string }[]
  table: { head: string[]; rows: string[][] }
  trace?: Trace
}
