import { Link, redirect } from 'react-router'
import { person } from '#app/platform/page.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/home.page.ts'
import { belongingsOf } from './memberships.server.ts'
import { roleNames } from './role-words.ts'

export const meta = () => [{ title: `${m.account_home_title()} · Palier` }]

export async function loader(asked: Route.LoaderArgs) {
  const { conventions, administrator } = await belongingsOf(person(asked).id)
  const [only] = conventions
  if (only && conventions.length === 1 && !administrator) throw redirect(`/c/${only.code}`)
  return { conventions, administrator }
}

export default function Home({ loaderData: { conventions, administrator } }: Route.ComponentProps) {
  return (
    <Page
      title={m.account_home_title()}
      action={administrator && <LinkButton to="/administration">{m.account_administration()}</LinkButton>}
    >
      {conventions.length === 0 ? (
        <EmptyState title={m.account_home_none()}>{m.account_home_none_about()}</EmptyState>
      ) : (
        <ul className="plain columns">
          {conventions.map(({ code, name, operatorName, landlordName, roles }) => (
            <li key={code}>
              <h2>
                <Link to={`/c/${code}`}>{name}</Link>
              </h2>
              <p>{m.account_convention_parties({ operator: operatorName, landlord: landlordName })}</p>
              <p className="soft">{roleNames(roles)}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
