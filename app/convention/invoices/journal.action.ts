import { z } from 'zod'
import { exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { m } from '#messages'
import { COLUMNS, type JournalLine, journalLines } from '#packages/sales-journal/entries.ts'
import type { Route } from './+types/journal.action.ts'
import { bookedIn } from './journal.server.ts'

const Year = z.coerce.number().int().min(2000).max(2999)

/** The journal of one year as its accountant imports it: the columns keep the names that the tax authority gave them. */
export function loader(args: Route.LoaderArgs) {
  const asked = Year.safeParse(new URL(args.request.url).searchParams.get('year'))
  return read(args, async (tx) => {
    const { documents, payments } = await bookedIn(tx, asked.data ?? new Date().getFullYear())
    return exportTable(tx, 'csv', {
      name: m.convention_file_journal(),
      rows: journalLines(documents, payments),
      columns: COLUMNS.map((title) => ({ title, value: (line: JournalLine) => line[title] })),
    })
  })
}
