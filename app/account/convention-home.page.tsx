import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/convention-home.page.ts'
import { conventionShown } from './convention.server.ts'
import { roleNames } from './role-words.ts'
import { roomsOf } from './rooms.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.name ?? ''} · Palier` }]

export function loader(asked: Route.LoaderArgs) {
  return read(asked, async (tx) => ({
    ...(await conventionShown(tx)),
    reader: tx.actor.displayName,
    roles: tx.actor.roles,
    rooms: roomsOf(tx.actor.conventionCode, tx.actor.roles),
  }))
}

export default function ConventionHome({ loaderData }: Route.ComponentProps) {
  const { name, operatorName, landlordName, reader, roles, rooms } = loaderData
  return (
    <Page title={name} lead={m.account_convention_parties({ operator: operatorName, landlord: landlordName })}>
      <p>{m.account_welcome({ name: reader, roles: roleNames(roles) })}</p>
      <Section title={m.account_rooms_title()}>
        {rooms.length === 0 ? (
          <p>{m.account_rooms_none()}</p>
        ) : (
          <ul className="plain columns">
            {rooms.map(({ href, title, about }) => (
              <li key={href}>
                <h3>
                  <Link to={href}>{title}</Link>
                </h3>
                <p>{about}</p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}
