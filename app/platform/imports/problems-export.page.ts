import { exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { m } from '#messages'
import type { Route } from './+types/problems-export.page.ts'
import { allProblems } from './view.server.ts'
import { SEVERITY_WORDS } from './words.ts'

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) =>
    exportTable(tx, 'csv', {
      name: m.import_problems_file(),
      rows: await allProblems(tx, args.params.import),
      columns: [
        { title: m.import_line(), value: (row) => row.line || '' },
        { title: m.import_problem_severity(), value: (row) => SEVERITY_WORDS[row.severity]?.word() },
        { title: m.import_problem_column(), value: (row) => row.column },
        { title: m.import_problem_value(), value: (row) => row.value },
        { title: m.import_problem_text(), value: (row) => row.message },
      ],
    }),
  )
}
