/** The sentence of a problem, in the reader's language: of the reading, or of a room's merge. */
import * as messages from '#messages'
import type { ProblemRow } from './problems.server.ts'
import { reasonOf } from './target.server.ts'

const sentences: Record<string, unknown> = { ...messages.m }

export function sentenceOf({ code, params, line, column, value }: Omit<ProblemRow, 'position' | 'severity'>): string {
  const values: Record<string, string> = { line: String(line), column: column ?? '', value: value ?? '' }
  for (const [name, param] of Object.entries(params)) values[name] = String(param)
  const said = sentences[`intake_${code}`]
  return typeof said === 'function' ? String(said(values)) : (reasonOf(code, values) ?? code)
}

/** A problem as the preview and the command line tell it. */
export function toldProblem(problem: {
  code: string
  severity: string
  line: number
  column?: string | null
  value?: string | null
  params: Readonly<Record<string, string | number>>
}) {
  const { code, severity, line, column = null, value = null, params } = problem
  return {
    severity,
    line,
    column,
    value,
    code,
    message: sentenceOf({ code, line, column, value, params: { ...params } }),
  }
}
