import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

/** The way to the pages under the members' list. */
export function membersTrail({ convention }: Record<string, string | undefined>): TitledLink[] {
  return [{ href: `/c/${convention}/members`, title: m.account_room_members() }]
}
