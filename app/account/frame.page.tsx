/** The frame of every page: rooms by right, the reader's conventions, their account, the sentence carried over from the last form. */
import { data, Outlet, useMatches } from 'react-router'
import { personContext } from '#app/platform/request-context.ts'
import type { TitledLink } from '#app/ui/choice.ts'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { takeFlash } from '#app/ui/flash.server.ts'
import { Shell, type ShellProps } from '#app/ui/shell.tsx'
import { m } from '#messages'
import type { Route } from './+types/frame.page.ts'
import { belongingsOf } from './memberships.server.ts'
import { roleNames } from './role-words.ts'
import { roomsOf } from './rooms.ts'

export async function loader({ request, context, params }: Route.LoaderArgs) {
  const { flash, headers } = await takeFlash(request)
  const reader = context.get(personContext)
  const code = 'convention' in params ? params.convention : undefined
  return data({ flash, ...(reader ? await frameOf(reader, code) : {}) }, { headers })
}

async function frameOf(reader: { id: string; name: string; needsPasskey?: boolean }, code: string | undefined) {
  const { conventions, administrator } = await belongingsOf(reader.id)
  const here = conventions.find((convention) => convention.code === code)
  const links = [
    { href: '/account', title: m.account_my_account() },
    ...(administrator ? [{ href: '/administration', title: m.account_administration() }] : []),
  ]
  return {
    person: { name: reader.name, links, signOut: '/sign-out', ...(here ? { role: roleNames(here.roles) } : {}) },
    ...(here && !reader.needsPasskey
      ? {
          convention: { href: `/c/${here.code}`, title: here.name },
          rooms: [
            { href: `/c/${here.code}`, title: m.account_room_home(), exact: true },
            ...roomsOf(here.code, here.roles),
            { href: `/c/${here.code}/help`, title: m.convention_help_title() },
          ],
        }
      : {}),
    conventions: conventions
      .filter((each) => each !== here)
      .map(({ code, name }) => ({ href: `/c/${code}`, title: name })),
    demonstration: here
      ? here.demonstration
      : conventions.length > 0 && conventions.every((each) => each.demonstration),
  }
}

export default function Frame({ loaderData }: Route.ComponentProps) {
  const breadcrumb = useTrail()
  return (
    <Shell {...loaderData} breadcrumb={breadcrumb}>
      <Outlet />
    </Shell>
  )
}

/** A page says where it stands by `export const handle: Trail = { trail: … }`: links from the convention down to its parent. */
export interface Trail {
  trail: (params: Record<string, string | undefined>) => TitledLink[]
}

function useTrail(): TitledLink[] {
  return useMatches().flatMap(({ handle, params }) => (hasTrail(handle) ? handle.trail(params) : []))
}

function hasTrail(handle: unknown): handle is Trail {
  return typeof handle === 'object' && handle !== null && 'trail' in handle && typeof handle.trail === 'function'
}

export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  const frame: Partial<ShellProps> = loaderData ?? {}
  return (
    <Shell {...frame}>
      <ErrorPage error={error} />
    </Shell>
  )
}
