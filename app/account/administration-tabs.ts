import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

export function administrationTabs(): TitledLink[] {
  return [
    { href: '/administration', title: m.account_conventions() },
    { href: '/administration/mail', title: m.account_outbox() },
    { href: '/administration/audit', title: m.account_room_audit() },
  ]
}
