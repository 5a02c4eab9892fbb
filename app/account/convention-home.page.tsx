import { Link } from 'react-router'
import { doorsOf, houseOf, type RoomDoor } from '#app/convention/house.server.ts'
import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/convention-home.page.ts'
import { roleNames } from './role-words.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.convention.name ?? ''} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  return read(asked, async (tx) => {
    must(tx.actor, 'convention.read')
    const { convention, roles } = await houseOf(tx)
    const doors = doorsOf(tx.actor).filter(({ room }) => room !== 'home')
    return { convention, roles, doors, name: tx.actor.displayName }
  })
}

export default function ConventionHome({ loaderData: { convention, roles, doors, name } }: Route.ComponentProps) {
  const { operator_name: operator, landlord_name: landlord } = convention
  return (
    <Page title={convention.name} lead={m.account_convention_parties({ operator, landlord })}>
      <p>{m.account_welcome({ name, roles: roleNames(roles) })}</p>
      <Section title={m.account_rooms_title()}>
        {doors.length === 0 ? (
          <p>{m.account_rooms_none()}</p>
        ) : (
          <ul className="plain columns">
            {doors.map(({ room, href }) => (
              <li key={href}>
                <h3>
                  <Link to={href}>{DOORS[room].title()}</Link>
                </h3>
                <p>{DOORS[room].about()}</p>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}

const DOORS: Record<RoomDoor['room'], { title: () => string; about: () => string }> = {
  home: { title: m.convention_room_home, about: m.account_rooms_title },
  stock: { title: m.convention_room_stock, about: m.account_room_about_stock },
  survey: { title: m.convention_room_survey, about: m.account_room_about_survey },
  imports: { title: m.convention_room_imports, about: m.account_room_about_imports },
  jobs: { title: m.convention_room_jobs, about: m.account_room_about_jobs },
  members: { title: m.convention_room_members, about: m.account_room_about_members },
  audit: { title: m.convention_room_audit, about: m.account_room_about_audit },
}
