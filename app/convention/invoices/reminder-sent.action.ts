import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/reminder-sent.action.ts'
import { sentReminder } from './reminder.server.ts'

export function loader(args: Route.LoaderArgs) {
  const { invoice, step } = args.params
  return read(args, (tx) => sentReminder(tx, invoice, step))
}
