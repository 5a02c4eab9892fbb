import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { m } from '#messages'
import type { Route } from './+types/organisations-export.page.ts'
import { organisationsOf } from './organisations.server.ts'
import { ORGANISATION_TABLE } from './tables.ts'
import { ENGAGEMENT_WORDS, KIND_WORDS } from './words.ts'

export function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(ORGANISATION_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const { rows } = await organisationsOf(tx, query, { all: true })
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.partners_file_organisations(),
      rows,
      columns: [
        { title: m.partners_organisation(), value: (row) => row.name },
        { title: m.partners_kind(), value: (row) => KIND_WORDS[row.kind]() },
        { title: m.partners_is_party(), value: (row) => row.isParty },
        { title: m.partners_engagement(), value: (row) => row.engagement && ENGAGEMENT_WORDS[row.engagement]() },
        { title: m.partners_interest(), value: (row) => row.interest },
        { title: m.partners_contacts(), value: (row) => row.contacts.join(', ') },
        { title: m.partners_last_step(), value: (row) => row.changedOn },
      ],
    })
  })
}
