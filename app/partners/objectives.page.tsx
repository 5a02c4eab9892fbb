import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Page } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/objectives.page.ts'
import { objectivesOf } from './objectives.server.ts'
import { isAgreed } from './party.ts'
import { partnersHref, partnersTabs, partnersTrail } from './trail.ts'
import { Standings } from './word-form.tsx'

export const handle = { trail: partnersTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_tab_objectives()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => ({
    convention,
    tabs: partnersTabs(convention, may(tx.actor, 'partners.organisation.read')),
    mayWrite: may(tx.actor, 'partners.objective.write'),
    objectives: await objectivesOf(tx),
  }))
}

export default function Objectives({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, mayWrite, objectives } = loaderData
  const propose = (
    <LinkButton to={partnersHref(convention, 'objectives', 'new')} kind="primary">
      {m.partners_objective_propose()}
    </LinkButton>
  )
  return (
    <Page title={m.partners_tab_objectives()} lead={m.partners_objectives_lead()} action={mayWrite && propose}>
      <Tabs label={m.partners_tabs()} tabs={tabs} />
      {objectives.length === 0 ? (
        <EmptyState title={m.partners_objectives_empty()}>
          {mayWrite ? m.partners_objectives_empty_write() : m.partners_objectives_empty_wait()}
        </EmptyState>
      ) : (
        <ul className="plain columns">
          {objectives.map(({ id, version, comments, standings }) => (
            <li key={id}>
              <h2>
                <Link to={partnersHref(convention, 'objectives', id)}>{version.title}</Link>
              </h2>
              <p>
                <State tone={isAgreed(standings) ? 'good' : 'warn'}>
                  {isAgreed(standings) ? m.partners_agreed() : m.partners_in_discussion()}
                </State>{' '}
                <span className="soft">
                  {m.partners_version_comments({ version: String(version.number), count: comments })}
                </span>
              </p>
              <Standings standings={standings} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
