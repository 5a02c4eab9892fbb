import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Search } from '#app/ui/search.tsx'
import { m } from '#messages'
import type { Route } from './+types/convention-home.page.ts'
import { conventionShown } from './convention.server.ts'
import { leadsOf, nextSteps, ownResidences, progressOf } from './next-steps.server.ts'
import { roleNames } from './role-words.ts'
import { roomsOf } from './rooms.ts'

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.name ?? ''} · Palier` }]

export function loader(asked: Route.LoaderArgs) {
  return read(asked, async (tx) => {
    const { conventionCode, displayName, roles } = tx.actor
    const progress = await progressOf(tx)
    return {
      ...(await conventionShown(tx)),
      here: `/c/${conventionCode}`,
      reader: displayName,
      roles,
      rooms: roomsOf(conventionCode, roles),
      steps: await nextSteps(tx, progress),
      residences: await ownResidences(tx),
      leads: await leadsOf(tx),
      progress,
    }
  })
}

type Shown = Route.ComponentProps['loaderData']

export default function ConventionHome({ loaderData }: Route.ComponentProps) {
  const { name, operatorName, landlordName, here, reader, roles, rooms, steps, residences, progress } = loaderData
  return (
    <Page title={name} lead={m.account_convention_parties({ operator: operatorName, landlord: landlordName })}>
      <p>{m.account_welcome({ name: reader, roles: roleNames(roles) })}</p>
      {residences && <OwnResidences here={here} residences={residences} />}
      {(steps.length > 0 || progress) && <Steps steps={steps} />}
      {progress && <ProgressFacts here={here} progress={progress} />}
      {rooms.length > 0 && <Rooms rooms={rooms} />}
      {!roles.includes('operator-lead') && <AboutConvention {...loaderData} />}
    </Page>
  )
}

/** A caretaker comes for a door, a name, a residence: nothing stands before them. */
function OwnResidences({ here, residences }: Pick<Shown, 'here'> & { residences: NonNullable<Shown['residences']> }) {
  if (residences.length === 0) return <p>{m.account_own_none()}</p>
  return (
    <>
      <Search action={`${here}/stock/search`} label={m.stock_search_label()} hint={m.stock_search_hint()} />
      <Section title={m.account_own_title()}>
        <ul className="plain found">
          {residences.map(({ id, name, address }) => (
            <li key={id}>
              <Link to={`${here}/stock/residences/${id}`}>{name}</Link>
              <span className="soft">{address}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function Steps({ steps }: Pick<Shown, 'steps'>) {
  return (
    <Section title={m.account_next_title()}>
      {steps.length === 0 ? (
        <p>{m.account_next_none()}</p>
      ) : (
        <ul className="plain steps">
          {steps.map(({ href, title, about }) => (
            <li key={href}>
              <Link to={href}>{title}</Link>
              <p>{about}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function ProgressFacts({ here, progress }: { here: string; progress: NonNullable<Shown['progress']> }) {
  const { residences, uncovered, dwellings, hasTenants, files, panels } = progress
  const [panel] = panels
  const { last } = files
  return (
    <Section title={m.account_progress_title()}>
      <DefinitionList
        facts={[
          {
            term: m.account_progress_stock(),
            value: m.account_progress_stock_is({
              residences: formatNumber(residences),
              dwellings: formatNumber(dwellings),
            }),
          },
          {
            term: m.account_progress_tenants(),
            value: hasTenants ? m.account_progress_tenants_yes() : m.account_progress_tenants_no(),
          },
          {
            term: m.account_progress_covered(),
            value: m.account_progress_covered_is({
              covered: formatNumber(residences - uncovered),
              total: formatNumber(residences),
            }),
          },
          {
            term: m.account_progress_file(),
            value: last ? (
              <Link to={`${here}/imports/${last.id}`}>
                {m.account_progress_file_is({ name: last.name, date: formatDate(last.at, 'medium') })}
              </Link>
            ) : (
              m.account_progress_file_none()
            ),
          },
          {
            term: m.account_progress_panel(),
            value: panel ? (
              <Link to={`${here}/survey/panel/${panel.id}`}>{panel.name}</Link>
            ) : (
              m.account_progress_panel_none()
            ),
          },
        ]}
      />
    </Section>
  )
}

function Rooms({ rooms }: Pick<Shown, 'rooms'>) {
  return (
    <Section title={m.account_rooms_title()}>
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
    </Section>
  )
}

/** What this is, what is kept of the reader, whom to ask: for those who did not set it up. */
function AboutConvention({ operatorName, landlordName, roles, leads, rooms, here }: Shown) {
  return (
    <Section title={m.account_about_title()}>
      <p>{m.account_about_mission({ operator: operatorName, landlord: landlordName })}</p>
      {roles.includes('resident') && <p>{m.account_about_resident()}</p>}
      {roles.includes('partner') && <p>{m.account_about_partner()}</p>}
      {rooms.length === 0 && <p>{m.account_rooms_none()}</p>}
      {leads.length > 0 && (
        <p>{m.account_about_contact({ count: leads.length, names: leads.join(', '), operator: operatorName })}</p>
      )}
      <p>
        <Link to={`${here}/help`}>{m.account_about_help()}</Link>
      </p>
    </Section>
  )
}
