/** What the lists of this room may be asked, on their page and for their file. */
import type { TableSpec } from '#app/ui/table-query.ts'
import { ENGAGEMENTS, MEETING_KINDS, MEETING_STATES, ORGANISATION_KINDS } from './choices.ts'

export const ORGANISATION_TABLE: TableSpec = {
  columns: [
    { key: 'name', sortable: true },
    { key: 'kind', sortable: true },
    { key: 'engagement', sortable: true },
    { key: 'interest', optional: true },
    { key: 'contacts', optional: true },
    { key: 'changed', sortable: true, optional: true },
  ],
  filters: { kind: ORGANISATION_KINDS, engagement: ENGAGEMENTS, state: ['current', 'archived'] },
  sort: 'name',
}

export const MEETING_TABLE: TableSpec = {
  columns: [
    { key: 'title' },
    { key: 'starts', sortable: true },
    { key: 'kind', optional: true },
    { key: 'place', optional: true },
    { key: 'state' },
    { key: 'answers', optional: true },
  ],
  filters: { kind: MEETING_KINDS, state: MEETING_STATES },
  sort: 'starts',
  direction: 'descending',
}

export const ACTION_TABLE: TableSpec = {
  columns: [
    { key: 'said' },
    { key: 'responsible', sortable: true },
    { key: 'due', sortable: true },
    { key: 'meeting', optional: true },
    { key: 'state' },
  ],
  filters: { state: ['open', 'late', 'closed', 'all'] },
  sort: 'due',
}
