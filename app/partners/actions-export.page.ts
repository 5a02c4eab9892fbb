import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/actions-export.page.ts'
import { actionsOf } from './actions.server.ts'
import { ACTION_TABLE } from './tables.ts'

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(ACTION_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const { rows } = await actionsOf(tx, query, { all: true })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.partners_file_actions(),
      rows,
      columns: [
        { title: m.partners_action(), value: (row) => row.said },
        { title: m.partners_responsible(), value: (row) => row.organisation },
        { title: m.partners_responsible_person(), value: (row) => row.person },
        { title: m.partners_due_on(), value: (row) => row.dueOn },
        { title: m.partners_meeting(), value: (row) => row.meeting },
        { title: m.partners_closed(), value: (row) => row.closedOn?.slice(0, 10) },
        { title: m.partners_replaced(), value: (row) => (row.replacedIn === null ? '' : m.partners_replaced()) },
        { title: m.partners_outcome(), value: (row) => row.outcome },
      ],
    })
  })
}
