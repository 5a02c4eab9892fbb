import { data, Outlet, useMatches } from 'react-router'
import { z } from 'zod'
import { person, read } from '#app/platform/page.server.ts'
import { roleName } from '#app/platform/role-names.ts'
import { takeFlash } from '#app/ui/flash.server.ts'
import { Shell } from '#app/ui/shell.tsx'
import { m } from '#messages'
import type { Route } from './+types/house.page.ts'
import { asLinks, conventionsOf, houseOf, type RoomDoor } from './house.server.ts'

export async function loader(args: Route.LoaderArgs) {
  const someone = person(args)
  const house = await read(args, houseOf)
  const conventions = asLinks(await conventionsOf(someone.id), house.convention.code)
  const { flash, headers } = await takeFlash(args.request)
  return data({ ...house, conventions, personName: someone.name, flash }, { headers })
}

/** Pages of the convention name the way to them in their loader's `trail`. */
const Trailed = z.object({ trail: z.array(z.object({ href: z.string(), title: z.string() })) })

export default function House({ loaderData }: Route.ComponentProps) {
  const { convention, doors, conventions, roles, personName, flash } = loaderData
  const deepest = Trailed.safeParse(useMatches().at(-1)?.loaderData)
  return (
    <Shell
      rooms={doors.map((door) => ({ ...door, title: ROOM_NAMES[door.room]() }))}
      breadcrumb={deepest.success ? deepest.data.trail : []}
      convention={{ href: `/c/${convention.code}`, title: convention.name }}
      conventions={conventions}
      person={{
        name: personName,
        role: roles.map(roleName).join(', '),
        links: [
          { href: '/account', title: m.convention_my_account() },
          { href: '/', title: m.convention_my_conventions() },
        ],
        signOut: '/sign-out',
      }}
      demonstration={convention.is_demonstration}
      flash={flash}
    >
      <Outlet />
    </Shell>
  )
}

const ROOM_NAMES: Record<RoomDoor['room'], () => string> = {
  home: m.convention_room_home,
  stock: m.convention_room_stock,
  survey: m.convention_room_survey,
  imports: m.convention_room_imports,
  jobs: m.convention_room_jobs,
  members: m.convention_room_members,
  audit: m.convention_room_audit,
}
