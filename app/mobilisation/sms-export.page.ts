import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { m } from '#messages'
import type { Route } from './+types/sms-export.page.ts'
import { campaignOf } from './campaigns.server.ts'
import { smsList } from './sms.server.ts'

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const rows = await smsList(tx, await campaignOf(tx, args.params.campaign))
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.mobilisation_sms_file(),
      rows,
      columns: [
        { title: m.mobilisation_sms_number(), value: (row) => row.number },
        { title: m.mobilisation_sms_sender(), value: (row) => row.sender },
        { title: m.mobilisation_body(), value: (row) => row.text },
      ],
    })
  })
}
