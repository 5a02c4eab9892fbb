import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/deliverables-export.page.ts'
import { listedDeliverables } from './deliverables.server.ts'
import { DELIVERABLE_TABLE } from './tables.ts'
import { stateOf } from './words.ts'

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(DELIVERABLE_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const { rows } = await listedDeliverables(tx, query, { all: true })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.convention_file_deliverables(),
      rows,
      columns: [
        { title: m.convention_mission(), value: (row) => row.mission },
        { title: m.convention_action(), value: (row) => row.action },
        { title: m.convention_deliverable(), value: (row) => row.title },
        { title: m.convention_responsible(), value: (row) => row.party },
        { title: m.convention_due(), value: (row) => row.due_on },
        { title: m.convention_state(), value: (row) => stateOf(row).word },
        { title: m.convention_evidence_count(), value: (row) => row.evidence_count },
        { title: m.convention_done_on(), value: (row) => row.done_on },
      ],
    })
  })
}
