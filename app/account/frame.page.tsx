/** The frame of the pages that lie outside every convention. */
import { data, Outlet } from 'react-router'
import { personContext } from '#app/platform/request-context.ts'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { takeFlash } from '#app/ui/flash.server.ts'
import { Shell, type ShellProps } from '#app/ui/shell.tsx'
import { m } from '#messages'
import type { Route } from './+types/frame.page.ts'
import { belongingsOf } from './memberships.server.ts'

export async function loader({ request, context }: Route.LoaderArgs) {
  const { flash, headers } = await takeFlash(request)
  const reader = context.get(personContext)
  return data({ flash, ...(reader ? await frameOf(reader) : {}) }, { headers })
}

async function frameOf(reader: { id: string; name: string }) {
  const { conventions, administrator } = await belongingsOf(reader.id)
  const links = [
    { href: '/', title: m.account_home_title() },
    { href: '/account', title: m.account_my_account() },
    ...(administrator ? [{ href: '/administration', title: m.account_administration() }] : []),
  ]
  return {
    person: { name: reader.name, links, signOut: '/sign-out' },
    demonstration: conventions.length > 0 && conventions.every((convention) => convention.demonstration),
  }
}

export default function Frame({ loaderData }: Route.ComponentProps) {
  return (
    <Shell {...loaderData}>
      <Outlet />
    </Shell>
  )
}

export function ErrorBoundary({ error, loaderData }: Route.ErrorBoundaryProps) {
  const frame: Partial<ShellProps> = loaderData ?? {}
  return (
    <Shell {...frame}>
      <ErrorPage error={error} />
    </Shell>
  )
}
