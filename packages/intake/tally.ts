import { PROBLEM_CODES, type Problem, type ProblemCode, type ProblemParams, type Severity, shown } from './problem.ts'

/** Running totals of a check; those of the last batch are those of the file. */
export interface Tally {
  /** Records under the header that are not blank. */
  lines: number
  accepted: number
  refused: number
  /** Blank lines and tails of separators, ignored. */
  blank: number
  /** Totals under the table, left out. */
  totals: number
  /** Lines left out because their key was met before. */
  repeated: number
  /** All problems by code, beyond those kept. */
  problems: Partial<Record<ProblemCode, number>>
}

// Answered once for a whole column: the first value is shown, the others are counted.
const ASKED_ONCE: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['number_ambiguous', 'date_ambiguous', 'year_short'])

/** Counts every problem, and keeps them up to a cap so that a wholly wrong file does not fill the memory. */
export class ProblemLog {
  readonly tally: Tally = { lines: 0, accepted: 0, refused: 0, blank: 0, totals: 0, repeated: 0, problems: {} }
  #kept: Problem[] = []
  #room: number
  readonly #asked = new Set<string>()

  constructor(cap: number) {
    this.#room = cap
  }

  /** Counts a problem, keeps it if there is room, and gives its severity: the usual one unless told. */
  add(
    code: ProblemCode,
    asked: Severity | undefined,
    line: number,
    column = '',
    value = '',
    params: ProblemParams = {},
  ): Severity {
    const severity = asked ?? PROBLEM_CODES[code].severity
    this.tally.problems[code] = (this.tally.problems[code] ?? 0) + 1
    if (this.#room <= 0) return severity
    if (ASKED_ONCE.has(code)) {
      const question = `${code} ${column}`
      if (this.#asked.has(question)) return severity
      this.#asked.add(question)
    }
    this.#room--
    this.#kept.push({
      code,
      severity,
      line,
      params,
      ...(column === '' ? {} : { column: shown(column) }),
      ...(value === '' ? {} : { value: shown(value) }),
    })
    return severity
  }

  addWhole(found: Problem) {
    this.add(found.code, found.severity, found.line, found.column, found.value, found.params)
  }

  /** The problems kept since the last call. */
  take(): Problem[] {
    const kept = this.#kept
    this.#kept = []
    return kept
  }
}
