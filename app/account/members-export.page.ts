import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/members-export.page.ts'
import { MEMBER_TABLE } from './member-table.ts'
import { membersOf } from './members.server.ts'
import { roleNames } from './role-words.ts'

export function loader(asked: Route.LoaderArgs) {
  const query = readTableQuery(MEMBER_TABLE, new URL(asked.request.url).searchParams)
  return read(asked, async (tx) => {
    const { rows } = await membersOf(tx, query, { all: true })
    return exportTable(tx, askedFormat(asked.request) ?? 'csv', {
      name: m.account_file_members(),
      rows,
      columns: [
        { title: m.account_name(), value: (row) => row.name },
        { title: m.account_email(), value: (row) => row.email },
        { title: m.account_roles(), value: (row) => roleNames(row.roles) },
        { title: m.account_residences(), value: (row) => row.residences },
        { title: m.account_joined(), value: (row) => row.joinedAt.slice(0, 10) },
        { title: m.account_member_ended(), value: (row) => row.endedAt?.slice(0, 10) },
      ],
    })
  })
}
