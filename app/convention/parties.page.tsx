import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate, formatInstant, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { spacedIdentifier } from '#packages/business-identifiers/identifiers.ts'
import type { Route } from './+types/parties.page.ts'
import { announced } from './amendment-changes.server.ts'
import { Announced } from './announced.tsx'
import { parties } from './parties.server.ts'
import { perimeter } from './perimeter.server.ts'
import { contractHref, contractTabs, contractTrail } from './trail.ts'
import { PART_WORDS } from './words.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_tab_parties()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    convention: args.params.convention,
    tabs: contractTabs(args.params.convention, tx.actor),
    mayChange: may(tx.actor, 'convention.contract.change'),
    parties: await parties(tx),
    perimeter: await perimeter(tx),
    announced: await announced(tx, ['perimeter']),
  }))
}

export default function Parties({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, mayChange, parties } = loaderData
  return (
    <Page
      title={m.convention_tab_parties()}
      lead={m.convention_parties_lead()}
      action={
        mayChange && (
          <LinkButton to={contractHref(convention, 'parties', 'new')} kind="primary">
            {m.convention_party_add()}
          </LinkButton>
        )
      }
    >
      <Tabs label={m.convention_tabs()} tabs={tabs} />
      {parties.length === 0 ? (
        <EmptyState title={m.convention_parties_empty()}>{m.convention_empty_wait()}</EmptyState>
      ) : (
        <PartyTable convention={convention} parties={parties} />
      )}
      <Perimeter {...loaderData} />
    </Page>
  )
}

type Data = Route.ComponentProps['loaderData']

function PartyTable({ convention, parties }: Pick<Data, 'convention' | 'parties'>) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.convention_tab_parties()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_party_name()}</th>
            <th scope="col">{m.convention_party_part()}</th>
            <th scope="col">{m.convention_siren()}</th>
            <th scope="col">{m.convention_signatures()}</th>
          </tr>
        </thead>
        <tbody>
          {parties.map(({ id, name, part, siren, is_confirmed, signatures }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={contractHref(convention, 'parties', id)}>{name}</Link>{' '}
                {!is_confirmed && <State tone="warn">{m.convention_party_to_confirm()}</State>}
              </th>
              <td data-title={m.convention_party_part()}>{PART_WORDS[part]()}</td>
              <td data-title={m.convention_siren()}>{spacedIdentifier(siren ?? '') || m.convention_unknown()}</td>
              <td data-title={m.convention_signatures()}>{signedBy(signatures)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The day of the convention itself, and how many amendments. */
function signedBy(signatures: Data['parties'][number]['signatures']): string {
  const itself = signatures.find(({ amendment }) => amendment === null)
  const count = signatures.length - (itself ? 1 : 0)
  if (!itself && count === 0) return m.convention_not_signed()
  return [
    itself && m.convention_signed_itself_on({ day: formatDate(itself.signed_on, 'medium') }),
    count > 0 && m.convention_signed_amendments({ count }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Perimeter({ convention, mayChange, announced, perimeter: { current, coming, before, residences } }: Data) {
  const named = residences.filter(({ id }) => current?.residence_ids.includes(id))
  return (
    <Section title={m.convention_perimeter()}>
      <Announced convention={convention} amendments={announced} />
      {current ? (
        <>
          <p lang="fr">{current.statement}</p>
          {current.stated_dwellings !== null && (
            <p>{m.convention_stated_dwellings({ written: formatNumber(current.stated_dwellings) })}</p>
          )}
          {named.length > 0 ? (
            <details>
              <summary>{m.convention_residences_named({ count: named.length })}</summary>
              <ul>
                {named.map(({ id, name }) => (
                  <li key={id}>{name}</li>
                ))}
              </ul>
            </details>
          ) : (
            <p>{m.convention_residences_all()}</p>
          )}
          <p className="soft">
            {m.convention_written_by({ by: current.by, at: formatInstant(current.at) })}
            {current.amendment !== null && ` · ${m.convention_amendment_number({ number: String(current.amendment) })}`}
          </p>
        </>
      ) : (
        <p>{m.convention_perimeter_empty()}</p>
      )}
      {coming.map(({ id, statement, effective_on, amendment }) => (
        <p key={id}>
          {m.convention_comes({ day: formatDate(effective_on ?? ''), number: String(amendment) })}{' '}
          <span lang="fr">{statement}</span>
        </p>
      ))}
      {before.length > 0 && (
        <details>
          <summary>{m.convention_earlier_versions({ count: before.length })}</summary>
          <ul>
            {before.map(({ id, statement, by, at }) => (
              <li key={id}>
                <span lang="fr">{statement}</span> · {m.convention_written_by({ by, at: formatInstant(at) })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayChange && (
        <LinkButton to={contractHref(convention, 'perimeter')}>{m.convention_perimeter_write()}</LinkButton>
      )}
    </Section>
  )
}
