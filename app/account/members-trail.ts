import type { TitledLink } from '#app/ui/choice.ts'
import { m } from '#messages'

/** The way to the pages about members. */
export function membersTrail(convention: string, ...further: TitledLink[]): TitledLink[] {
  return [{ href: `/c/${convention}/members`, title: m.convention_room_members() }, ...further]
}
