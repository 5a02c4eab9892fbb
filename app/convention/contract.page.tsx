import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Progress } from '#app/ui/progress.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { Timeline } from '#app/ui/timeline.tsx'
import { m } from '#messages'
import type { Route } from './+types/contract.page.ts'
import { announced } from './amendment-changes.server.ts'
import { Announced } from './announced.tsx'
import { deliverablesOf } from './deliverables.server.ts'
import { missions } from './missions.server.ts'
import { perimeter } from './perimeter.server.ts'
import { instalments } from './schedule.server.ts'
import { todayOf } from './today.server.ts'
import { TOUCHED } from './touched.ts'
import { contractHref, contractTabs } from './trail.ts'
import { euros, stateOf } from './words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_title()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const planned = (await instalments(tx)).find(({ is_due }) => !is_due)
    return {
      convention: args.params.convention,
      tabs: contractTabs(args.params.convention, tx.actor),
      mayChange: may(tx.actor, 'convention.contract.change'),
      missions: await missions(tx),
      deliverables: await deliverablesOf(tx),
      covers: (await perimeter(tx)).current?.statement,
      next: planned && { dueOn: planned.due_on, cents: planned.net_cents },
      announced: await announced(tx, TOUCHED),
      today: await todayOf(tx),
    }
  })
}

export default function Contract({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, mayChange, missions, covers, next } = loaderData
  if (missions.length === 0) return <NotStarted convention={convention} mayChange={mayChange} />
  const late = missions.reduce((sum, mission) => sum + mission.late, 0)
  return (
    <Page title={m.convention_title()} lead={covers ? <span lang="fr">{covers}</span> : m.convention_lead()}>
      <Tabs label={m.convention_tabs()} tabs={tabs} />
      {late > 0 && (
        <Notice tone="warn">
          <Link to={contractHref(convention, 'deliverables?state=late')}>
            {m.convention_late_deliverables({ count: late })}
          </Link>
        </Notice>
      )}
      <Announced convention={convention} amendments={loaderData.announced} />
      {next && (
        <p>
          <Link to={contractHref(convention, 'schedule')}>
            {m.convention_next_instalment({ day: formatDate(next.dueOn), amount: euros(next.cents) })}
          </Link>
        </p>
      )}
      {missions.map((mission) => (
        <MissionSection key={mission.id} mission={mission} {...loaderData} />
      ))}
      <p className="soft">{m.convention_timeline_key()}</p>
      {mayChange && (
        <LinkButton to={contractHref(convention, 'actions', 'new')}>{m.convention_action_add()}</LinkButton>
      )}
    </Page>
  )
}

function NotStarted({ convention, mayChange }: { convention: string; mayChange: boolean }) {
  return (
    <Page title={m.convention_title()} lead={m.convention_lead()}>
      <EmptyState
        title={m.convention_empty()}
        action={
          mayChange && (
            <LinkButton to={contractHref(convention, 'start')} kind="primary">
              {m.convention_start()}
            </LinkButton>
          )
        }
      >
        {mayChange ? m.convention_empty_lead() : m.convention_empty_wait()}
      </EmptyState>
    </Page>
  )
}

type Data = Route.ComponentProps['loaderData']

function MissionSection(props: Data & { mission: Data['missions'][number] }) {
  const { convention, mission, deliverables, today } = props
  const planned = mission.planned_end
  const own = deliverables.filter(({ mission_code }) => mission_code === mission.code)
  const last = [planned, ...own.map(({ due_on }) => due_on)].toSorted().at(-1) ?? planned
  return (
    <Section title={mission.title}>
      <p>
        {m.convention_mission_span({ from: formatDate(mission.start_on), to: formatDate(mission.ended_on ?? planned) })}{' '}
        · {m.convention_net({ amount: euros(mission.budget_cents) })}
      </p>
      <Progress
        label={m.convention_delivered()}
        done={mission.done}
        total={mission.total}
        {...(mission.late > 0 ? { detail: m.convention_late_count({ count: mission.late }) } : {})}
      />
      <Timeline
        from={mission.start_on}
        to={last}
        today={today}
        todayWord={m.convention_today()}
        rows={mission.actions.map((action, at) => ({
          key: action.id,
          title: (
            <>
              <Link to={contractHref(convention, 'actions', action.id)} lang="fr">
                {at + 1}. {action.title}
              </Link>{' '}
              {action.late > 0 && <State tone="bad">{m.convention_late_count({ count: action.late })}</State>}
            </>
          ),
          marks: own
            .filter(({ action_id }) => action_id === action.id)
            .map((one) => ({ day: one.due_on, tone: stateOf(one).tone, title: `${one.title} · ${stateOf(one).word}` })),
        }))}
      />
    </Section>
  )
}
