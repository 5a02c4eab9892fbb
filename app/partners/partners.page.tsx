import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate, formatInstant, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import type { Route } from './+types/partners.page.ts'
import { actionCounts } from './actions.server.ts'
import { rhythmOf, yearOf } from './committee.server.ts'
import { meetingsBetween } from './meetings.server.ts'
import { objectivesOf } from './objectives.server.ts'
import { isAgreed } from './party.ts'
import { partnersHref, partnersTabs } from './trail.ts'
import { MEETING_WORDS } from './words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_title()} – Palier` }]

const A_YEAR_MS = 366 * 24 * 3_600_000
const SHOWN = 5

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => {
    const now = new Date()
    const { day } = inParis(now)
    const year = Number(day.slice(0, 4))
    const coming = await meetingsBetween(tx, now, new Date(now.getTime() + A_YEAR_MS))
    const objectives = await objectivesOf(tx)
    const rhythm = await rhythmOf(tx)
    const days = rhythm ? await yearOf(tx, rhythm, year, day) : []
    return {
      convention,
      tabs: partnersTabs(convention, may(tx.actor, 'partners.organisation.read')),
      mayConvene: may(tx.actor, 'partners.meeting.write'),
      coming: coming.slice(0, SHOWN),
      actions: await actionCounts(tx),
      objectives: { all: objectives.length, agreed: objectives.filter(({ standings }) => isAgreed(standings)).length },
      year,
      missing: days.filter(({ meetings }) => meetings.length === 0).map((one) => one.day),
      hasRhythm: rhythm !== null,
    }
  })
}

export default function Partners({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, mayConvene, coming, actions, objectives, year, missing, hasRhythm } = loaderData
  const href = (...path: string[]) => partnersHref(convention, ...path)
  return (
    <Page
      title={m.partners_title()}
      lead={m.partners_lead()}
      action={
        mayConvene && (
          <LinkButton to={href('meetings', 'new')} kind="primary">
            {m.partners_meeting_new()}
          </LinkButton>
        )
      }
    >
      <Tabs label={m.partners_tabs()} tabs={tabs} />
      <Section title={m.partners_coming()}>
        {coming.length === 0 ? (
          <EmptyState title={m.partners_coming_none()}>
            {mayConvene ? m.partners_coming_none_write() : m.partners_coming_none_wait()}
          </EmptyState>
        ) : (
          <ul className="plain steps">
            {coming.map(({ id, title, kind, startsAt, place }) => (
              <li key={id}>
                <Link to={href('meetings', id)}>{title}</Link>
                <p>{[MEETING_WORDS[kind](), formatInstant(startsAt), place].join(' · ')}</p>
              </li>
            ))}
          </ul>
        )}
        <p>
          <Link to={href('calendar')}>{m.partners_calendar_follow()}</Link>
        </p>
      </Section>
      <Section title={m.partners_standing()}>
        <DefinitionList
          facts={[
            {
              term: m.partners_tab_actions(),
              value: (
                <Link to={href('actions')}>
                  {m.partners_actions_count({ count: actions.open, late: formatNumber(actions.late) })}
                </Link>
              ),
            },
            {
              term: m.partners_tab_objectives(),
              value: (
                <Link to={href('objectives')}>
                  {m.partners_objectives_count({
                    agreed: objectives.agreed,
                    all: formatNumber(objectives.all),
                  })}
                </Link>
              ),
            },
            {
              term: m.partners_committee_year({ year: String(year) }),
              value: <Link to={href('committee')}>{hasRhythm ? missingWord(missing) : m.partners_rhythm_none()}</Link>,
            },
          ]}
        />
      </Section>
    </Page>
  )
}

function missingWord(days: readonly string[]): string {
  if (days.length === 0) return m.partners_committee_complete()
  return m.partners_committee_missing({ days: days.map((day) => formatDate(day)).join(', ') })
}
