/** What the lists of the territory may be asked, on their page and for their file. */

import type { TableSpec } from '#app/ui/table-query.ts'
import { GROUPS, kindNames } from '#packages/amenities/typology.ts'

export const SERVICE_TABLE: TableSpec = {
  columns: [
    { key: 'name', sortable: true },
    { key: 'kind', sortable: true },
    { key: 'group', sortable: true, optional: true, hidden: true },
    { key: 'address', optional: true },
    { key: 'hours', optional: true, hidden: true },
    { key: 'sources', optional: true },
  ],
  filters: { group: GROUPS, kind: kindNames(), state: ['open', 'closed', 'corrected', 'several'] },
  sort: 'name',
}
