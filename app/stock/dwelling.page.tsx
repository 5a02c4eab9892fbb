import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/dwelling.page.ts'
import { DwellingState } from './dwelling-state.tsx'
import { dwellingOf, householdsOf } from './dwellings.server.ts'
import { pcsName, personName, phoneWord } from './person-words.ts'
import { stockHref, stockTrail } from './trail.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.dwelling.code} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention, dwelling: id } = args.params
  return read(args, async (tx) => {
    const dwelling = await dwellingOf(tx, id)
    return {
      dwelling,
      residenceHref: stockHref(convention, 'residences', dwelling.residence_id, 'dwellings'),
      seesTenants: may(tx.actor, 'stock.tenant.read'),
      persons: await householdsOf(tx, id),
    }
  })
}

export default function Dwelling({ loaderData }: Route.ComponentProps) {
  const { dwelling, seesTenants, persons } = loaderData
  return (
    <Page title={m.stock_dwelling_title({ code: dwelling.code })} lead={dwelling.address}>
      <DefinitionList facts={factsOf(loaderData)} />
      {seesTenants && (
        <Section title={m.stock_household()}>
          {persons.length === 0 ? <p>{m.stock_household_empty()}</p> : <Household persons={persons} />}
        </Section>
      )}
    </Page>
  )
}

function factsOf({ dwelling, residenceHref }: Route.ComponentProps['loaderData']) {
  const facts = [
    { term: m.stock_residence(), value: <Link to={residenceHref}>{dwelling.residence}</Link> },
    { term: m.stock_status(), value: <DwellingState status={dwelling.status} /> },
    {
      term: m.stock_stairway(),
      value: m.stock_stairway_of({ building: dwelling.building, stairway: dwelling.stairway }),
    },
    { term: m.stock_floor(), value: floorWord(dwelling.floor) },
    { term: m.stock_door(), value: dwelling.door },
    { term: m.stock_rooms(), value: dwelling.rooms },
    {
      term: m.stock_area_of(),
      value: dwelling.area_m2 === null ? null : m.stock_square_metres({ area: formatNumber(dwelling.area_m2) }),
    },
    { term: m.stock_energy(), value: energyOf(dwelling) },
    { term: m.stock_heating(), value: dwelling.heating },
    { term: m.stock_lift(), value: yesNo(dwelling.has_lift) },
    { term: m.stock_accessible(), value: yesNo(dwelling.is_accessible) },
    { term: m.stock_year_built(), value: dwelling.year_built },
    { term: m.stock_rpls(), value: dwelling.rpls_id },
  ]
  return facts.filter(({ value }) => value !== null && value !== undefined)
}

function floorWord(floor: number | null): string | null {
  if (floor === null) return null
  return floor === 0 ? m.stock_floor_ground() : formatNumber(floor)
}

function energyOf({ energy_class, energy_on }: { energy_class: string | null; energy_on: string | null }) {
  if (energy_class === null) return m.stock_unlabelled()
  return energy_on === null ? energy_class : m.stock_energy_on({ letter: energy_class, date: formatDate(energy_on) })
}

function yesNo(value: boolean | null) {
  return value === null ? null : value ? m.stock_yes() : m.stock_no()
}

function Household({ persons }: { persons: Route.ComponentProps['loaderData']['persons'] }) {
  return (
    <>
      <Notice>{m.stock_looks_recorded()}</Notice>
      {persons.map((person) => (
        <article key={person.id} className="section">
          <h3>
            {personName(person)} {person.is_protected && <State tone="warn">{m.stock_protected()}</State>}
          </h3>
          <DefinitionList facts={personFacts(person)} />
        </article>
      ))}
    </>
  )
}

function personFacts(person: Route.ComponentProps['loaderData']['persons'][number]) {
  const facts = [
    { term: m.stock_lease_role(), value: person.is_holder ? m.stock_holder() : m.stock_occupant() },
    { term: m.stock_born(), value: person.birth_year },
    { term: m.stock_pcs(), value: person.pcs === undefined ? null : pcsName(person.pcs) },
    { term: m.stock_entered(), value: person.entered_on && formatDate(person.entered_on, 'medium') },
    { term: m.stock_phone(), value: phoneWord(person.phone) },
    { term: m.stock_email(), value: person.email },
    { term: m.stock_contact_state(), value: person.contact_expired ? m.stock_contact_expired() : null },
  ]
  return facts.filter(({ value }) => value !== null && value !== undefined)
}
