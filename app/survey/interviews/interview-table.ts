import type { TableSpec } from '#app/ui/table-query.ts'
import { INTERVIEW_STATES } from './interview-choices.ts'
import { AUDIENCES } from './questions.ts'

/** What the list of interviews may be asked. */
export const INTERVIEW_TABLE: TableSpec = {
  columns: [{ key: 'who' }, { key: 'held' }, { key: 'interviewer' }, { key: 'guide' }, { key: 'state' }],
  filters: { state: INTERVIEW_STATES, audience: AUDIENCES, by: ['me'] },
}
