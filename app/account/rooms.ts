/** The rooms that stand, in the convention's order, and the right that opens each. */

import { type Capability, may, type Role } from '#app/platform/permissions.ts'
import type { RoomLink } from '#app/ui/room-navigation.tsx'
import { m } from '#messages'

interface Room {
  path: string
  title: () => string
  about: () => string
  chapter?: number
  needs: Capability
}

const ROOMS: readonly Room[] = [
  {
    path: 'convention',
    title: m.account_room_convention,
    about: m.account_room_about_convention,
    chapter: 1,
    needs: 'convention.contract.read',
  },
  {
    path: 'partners',
    title: m.account_room_partners,
    about: m.account_room_about_partners,
    chapter: 2,
    needs: 'partners.read',
  },
  {
    path: 'territory',
    title: m.account_room_territory,
    about: m.account_room_about_territory,
    chapter: 3,
    needs: 'territory.read',
  },
  { path: 'stock', title: m.account_room_stock, about: m.account_room_about_stock, chapter: 4, needs: 'stock.read' },
  {
    path: 'mobilisation',
    title: m.account_room_mobilisation,
    about: m.account_room_about_mobilisation,
    chapter: 5,
    needs: 'mobilisation.read',
  },
  {
    path: 'survey',
    title: m.account_room_survey,
    about: m.account_room_about_survey,
    chapter: 6,
    needs: 'survey.panel.read',
  },
  { path: 'imports', title: m.account_room_imports, about: m.account_room_about_imports, needs: 'import.read' },
  { path: 'jobs', title: m.account_room_jobs, about: m.account_room_about_jobs, needs: 'job.read' },
  { path: 'members', title: m.account_room_members, about: m.account_room_about_members, needs: 'member.read' },
  { path: 'audit', title: m.account_room_audit, about: m.account_room_about_audit, needs: 'audit.read' },
]

export interface OpenRoom extends RoomLink {
  about: string
}

/** Rooms that someone with these roles may enter. */
export function roomsOf(code: string, roles: readonly Role[]): OpenRoom[] {
  return ROOMS.filter(({ needs }) => may({ roles }, needs)).map(({ path, title, about, chapter }) => ({
    href: `/c/${code}/${path}`,
    title: title(),
    about: about(),
    ...(chapter === undefined ? {} : { chapter }),
  }))
}
