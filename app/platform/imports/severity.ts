/** Which problems stand in the way: of one line, which can be left aside, or of the file, which cannot. */
import { PROBLEM_CODES, type ProblemCode } from '#packages/intake/problem.ts'
import type { Tally } from '#packages/intake/tally.ts'

const OF_ONE_LINE: ReadonlySet<string> = new Set<ProblemCode>([
  'error_cell',
  'formula_without_value',
  'serial_60',
  'geometry_null',
  'geometry_type',
  'geometry_invalid',
  'ring_open',
  'ring_crossed',
  'coordinates_swapped',
  'too_many_cells',
  'duplicate_key',
  'value_missing',
  'number_invalid',
  'integer_invalid',
  'number_ambiguous',
  'digits_lost',
  'out_of_range',
  'date_invalid',
  'date_impossible',
  'date_ambiguous',
  'year_short',
  'insee_invalid',
  'postal_invalid',
  'siret_invalid',
  'choice_unknown',
  'text_too_long',
])

export type Standing = 'good' | 'lines-refused' | 'file-refused'

/** What stands in the way of an import, from the counts of its check. */
export function standingOf({
  problems,
  refused,
  accepted,
}: Pick<Tally, 'problems' | 'refused' | 'accepted'>): Standing {
  const ofFile = Object.keys(problems).some((code) => isRefusal(code) && !OF_ONE_LINE.has(code))
  if (ofFile || accepted === 0) return 'file-refused'
  return refused > 0 ? 'lines-refused' : 'good'
}

function isRefusal(code: string): boolean {
  return Object.entries(PROBLEM_CODES).some(([name, { severity }]) => name === code && severity === 'refused')
}
