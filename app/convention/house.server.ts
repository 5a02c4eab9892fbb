/** What stands around every page of a convention: its name, the rooms this member may enter, the way to their other conventions. */
import { type ActorTx, asPerson } from '#app/platform/database.server.ts'
import { type Capability, may } from '#app/platform/permissions.ts'
import type { TitledLink } from '#app/ui/choice.ts'

export interface RoomDoor {
  room: 'home' | 'stock' | 'survey' | 'imports' | 'jobs' | 'members' | 'audit'
  href: string
  chapter?: number
  exact?: boolean
}

const DOORS: { room: RoomDoor['room']; path: string; capability: Capability; chapter?: number }[] = [
  { room: 'home', path: '', capability: 'convention.read' },
  { room: 'stock', path: '/stock', capability: 'stock.read', chapter: 4 },
  { room: 'survey', path: '/survey', capability: 'survey.panel.read', chapter: 6 },
  { room: 'imports', path: '/imports', capability: 'import.read' },
  { room: 'jobs', path: '/jobs', capability: 'job.read' },
  { room: 'members', path: '/members', capability: 'member.read' },
  { room: 'audit', path: '/audit', capability: 'audit.read' },
]

export function doorsOf(actor: ActorTx['actor']): RoomDoor[] {
  return DOORS.filter(({ capability }) => may(actor, capability)).map(({ room, path, chapter }) => ({
    room,
    href: `/c/${actor.conventionCode}${path}`,
    ...(chapter === undefined ? {} : { chapter }),
    ...(path === '' ? { exact: true } : {}),
  }))
}

export async function houseOf(tx: ActorTx) {
  const convention = await tx
    .selectFrom('convention')
    .select(['code', 'name', 'operator_name', 'landlord_name', 'is_demonstration'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return { convention, doors: doorsOf(tx.actor), roles: tx.actor.roles }
}

/** The conventions of a person, by name. */
export function conventionsOf(personId: string) {
  return asPerson(personId, (tx) =>
    tx
      .selectFrom('convention')
      .innerJoin('member', 'member.convention_id', 'convention.id')
      .select([
        'convention.code',
        'convention.name',
        'convention.landlord_name',
        'convention.is_demonstration',
        'member.roles',
      ])
      .where('member.person_id', '=', personId)
      .where('member.ended_at', 'is', null)
      .orderBy('convention.name')
      .limit(200)
      .execute(),
  )
}

export function asLinks(conventions: { code: string; name: string }[], current: string): TitledLink[] {
  return conventions
    .filter(({ code }) => code !== current)
    .map(({ code, name }) => ({ href: `/c/${code}`, title: name }))
}
