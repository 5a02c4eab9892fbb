import type { Problem } from '#packages/intake/problem.ts'
import { ProblemLog } from '#packages/intake/tally.ts'
import type { OpenDataBatch, OpenDataRow } from './rows.ts'

const PROBLEMS_KEPT = 10_000
const HELD_NAMED = 5

/** Rows that wait to be handed on, and what is counted meanwhile. */
export class BatchLog extends ProblemLog {
  outside = 0
  #rows: { line: number; row: OpenDataRow }[] = []
  readonly #held = new Map<string, string>()

  constructor() {
    super(PROBLEMS_KEPT)
  }

  give(line: number, row: OpenDataRow) {
    this.tally.accepted++
    this.#rows.push({ line, row })
  }

  get waiting(): number {
    return this.#rows.length
  }

  /** Whether still another territory can be named that the file holds instead of the perimeter. */
  get wantsHeld(): boolean {
    return this.#held.size < HELD_NAMED
  }

  /** Notes what a line outside the perimeter is about, for the sentence that nothing was found. */
  hold(code: string, name = '') {
    if (code !== '' && this.#held.size < HELD_NAMED && !this.#held.has(code)) this.#held.set(code, name)
  }

  /** Says that nothing of the perimeter was found, and what the file holds instead. */
  sayAbsent() {
    const held = [...this.#held].map(([code, name]) => (name === '' ? code : `${name} (${code})`)).join(', ')
    this.add('perimeter_absent', undefined, 0, '', '', { held: held.slice(0, 300) })
  }

  addAll(problems: readonly Problem[]) {
    for (const found of problems) this.addWhole(found)
  }

  batch(): OpenDataBatch {
    const rows = this.#rows
    this.#rows = []
    return { rows, problems: this.take(), tally: { ...this.tally, outside: this.outside } }
  }
}
