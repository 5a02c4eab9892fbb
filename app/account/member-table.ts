/** What the members' list may be asked, on its page and for its file. */
import { ROLES } from '#app/platform/permissions.ts'
import type { TableSpec } from '#app/ui/table-query.ts'

export const MEMBER_TABLE: TableSpec = {
  columns: [
    { key: 'name', sortable: true },
    { key: 'email', sortable: true },
    { key: 'roles' },
    { key: 'residences', sortable: true, optional: true },
    { key: 'passkeys', optional: true },
    { key: 'joined', sortable: true, optional: true },
    { key: 'state', optional: true },
  ],
  filters: { role: ROLES, state: ['present', 'ended'] },
  sort: 'name',
}
