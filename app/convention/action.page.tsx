import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/action.page.ts'
import { ActionBeforeAfter } from './amendment-changes.tsx'
import { DeliverableState } from './deliverable-state.tsx'
import { deliverablesOf } from './deliverables.server.ts'
import { actionOf } from './missions.server.ts'
import { PointsList } from './points-list.tsx'
import { contractHref, contractTrail } from './trail.ts'

export const handle = { trail: contractTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.action.current.title ?? ''} – Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  const asked = Number(args.url.searchParams.get('with'))
  return read(args, async (tx) => {
    const action = await actionOf(tx, args.params.action)
    return {
      compared: action.versions.find(({ version }) => version === asked && version !== action.current.version) ?? null,
      convention: args.params.convention,
      mayChange: may(tx.actor, 'convention.contract.change'),
      action,
      deliverables: await deliverablesOf(tx, action.id),
    }
  })
}

export default function ActionPage({ loaderData }: Route.ComponentProps) {
  const { convention, mayChange, action, deliverables, compared } = loaderData
  const { current, versions } = action
  const here = contractHref(convention, 'actions', action.id)
  return (
    <Page
      title={current.title}
      lead={current.mission}
      action={
        mayChange && (
          <LinkButton to={`${here}/edit`} kind="primary">
            {m.convention_action_edit()}
          </LinkButton>
        )
      }
    >
      {action.stands && current.is_withdrawn && <Notice tone="warn">{m.convention_action_is_withdrawn()}</Notice>}
      {versions
        .filter(({ is_coming }) => is_coming)
        .map((version) => (
          <Notice key={version.version}>
            <NotYet convention={convention} version={version} />
          </Notice>
        ))}
      {compared && (
        <Section title={m.convention_compared_with({ number: String(compared.version) })}>
          <ActionBeforeAfter {...inOrder(compared, current)} />
        </Section>
      )}
      <Section title={m.convention_objectives()}>
        <PointsList points={current.objectives} />
      </Section>
      <Section title={m.convention_tasks()}>
        <PointsList points={current.tasks} />
      </Section>
      <Section title={m.convention_tab_deliverables()}>
        {deliverables.length === 0 && <p>{m.convention_no_deliverable()}</p>}
        <ul className="plain">
          {deliverables.map((one) => (
            <li key={one.id}>
              <Link to={contractHref(convention, 'deliverables', one.id)} lang="fr">
                {one.title}
              </Link>{' '}
              · {formatDate(one.due_on, 'medium')} · {one.party} <DeliverableState {...one} />
            </li>
          ))}
        </ul>
        {mayChange && !versions.every(({ is_prepared }) => is_prepared) && (
          <LinkButton to={`${here}/deliverables/new`}>{m.convention_deliverable_add()}</LinkButton>
        )}
      </Section>
      <Section title={m.convention_versions()}>
        <ol className="plain">
          {versions.map((version) => (
            <li key={version.version}>
              <details>
                <summary>
                  {m.convention_version({ number: String(version.version) })} ·{' '}
                  {m.convention_written_by({ by: version.by, at: formatInstant(version.at) })}
                  {version.amendment !== null &&
                    ` · ${m.convention_amendment_number({ number: String(version.amendment) })}`}{' '}
                  {version.version === current.version && action.stands && (
                    <State tone="good">{m.convention_version_stands()}</State>
                  )}
                  {version.is_prepared && <State tone="warn">{m.convention_amendment_unsigned()}</State>}
                </summary>
                {version.version !== current.version && (
                  <p>
                    <Link to={`?with=${version.version}`}>
                      {m.convention_compare_with({ number: String(version.version) })}
                    </Link>
                  </p>
                )}
                <p lang="fr">{version.title}</p>
                <PointsList points={[...version.objectives, ...version.tasks]} />
              </details>
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}

type Version = Route.ComponentProps['loaderData']['action']['versions'][number]

function inOrder(one: Version, other: Version) {
  return one.version < other.version ? { before: one, after: other } : { before: other, after: one }
}

/** What an amendment says of the action before it acts, and where it is. */
function NotYet({ convention, version }: { convention: string; version: Version }) {
  const { amendment_id, amendment, effective_on, is_prepared, is_withdrawn } = version
  const day = formatDate(effective_on ?? '')
  const number = String(amendment)
  const said = is_withdrawn
    ? is_prepared
      ? m.convention_action_would_go({ day })
      : m.convention_action_will_go({ day })
    : is_prepared
      ? m.convention_action_would_change({ day })
      : m.convention_action_will_change({ day })
  return (
    <>
      {said}{' '}
      <Link to={contractHref(convention, 'amendments', amendment_id ?? '')}>
        {m.convention_amendment_capital({ number })}
      </Link>
    </>
  )
}
