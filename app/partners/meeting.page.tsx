import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { daysOffOn } from '#app/platform/days-off.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { DayOffNotice } from '#app/ui/days-off.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import type { Route } from './+types/meeting.page.ts'
import { ActionList } from './action-list.tsx'
import { closeAction, openBefore } from './actions.server.ts'
import type { Meeting, Point } from './meetings.server.ts'
import { agendaOf, inviteesOf, meetingOf } from './meetings.server.ts'
import { PeopleTable } from './people-table.tsx'
import { meetingsTrail, partnersHref } from './trail.ts'
import { whenAndWhere } from './when-and-where.ts'
import { MEETING_WORDS, STATE_TONES, STATE_WORDS } from './words.ts'

export const handle = { trail: meetingsTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.meeting.title ?? ''} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => {
    const meeting = await meetingOf(tx, args.params.meeting)
    return {
      convention,
      meeting,
      mayWrite: may(tx.actor, 'partners.meeting.write'),
      daysOff: await daysOffOn(tx, inParis(new Date(meeting.startsAt)).day),
      points: await agendaOf(tx, meeting.id),
      people: await inviteesOf(tx, meeting.id),
      earlier: await openBefore(tx, meeting.startsAt),
    }
  })
}

const Close = z.object({ intent: z.literal('close'), id: z.uuid(), outcome: z.string().trim().min(2).max(1000) })

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, Close, async (tx, { id, outcome }) => {
    await closeAction(tx, id, outcome)
    return redirect(partnersHref(convention, 'meetings', meeting), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_action_closed() }),
    })
  })
}

export default function MeetingPage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, meeting, mayWrite, daysOff, points, people, earlier } = loaderData
  const href = (...path: string[]) => partnersHref(convention, 'meetings', meeting.id, ...path)
  return (
    <Page
      title={meeting.title}
      lead={MEETING_WORDS[meeting.kind]()}
      action={<NextPress {...{ meeting, mayWrite, href }} />}
    >
      {meeting.state === 'cancelled' && (
        <Notice tone="bad">{m.partners_cancelled_because({ reason: meeting.cancelReason ?? '' })}</Notice>
      )}
      {mayWrite && (meeting.state === 'prepared' || meeting.state === 'convened') && <DayOffNotice {...daysOff} />}
      <Facts meeting={meeting} />
      <Actions>
        <LinkButton to={href('meeting.ics')} download>
          {m.partners_to_calendar()}
        </LinkButton>
        {mayWrite && <WriterLinks meeting={meeting} href={href} />}
      </Actions>
      <Section title={m.partners_agenda()}>
        {points.length === 0 ? <p>{m.partners_agenda_none()}</p> : <Agenda points={points} />}
      </Section>
      {earlier.length > 0 && (
        <Section title={m.partners_earlier_actions()}>
          <p className="soft">{m.partners_earlier_actions_why()}</p>
          <ActionList actions={earlier} mayClose={mayWrite} answer={actionData} />
        </Section>
      )}
      <Section title={m.partners_people()}>
        {people.length === 0 ? (
          <p>{mayWrite ? m.partners_people_none_write() : m.partners_people_none()}</p>
        ) : (
          <PeopleTable people={people} />
        )}
      </Section>
    </Page>
  )
}

interface Ways {
  meeting: Meeting
  href: (...path: string[]) => string
}

/** The one thing that comes next for this meeting. */
function NextPress({ meeting: { state }, mayWrite, href }: Ways & { mayWrite: boolean }) {
  if (state === 'minuted')
    return (
      <LinkButton to={href('minutes')} kind="primary">
        {m.partners_minutes_read()}
      </LinkButton>
    )
  if (!mayWrite || state === 'cancelled') return null
  if (state === 'held')
    return (
      <LinkButton to={href('minutes', 'write')} kind="primary">
        {m.partners_minutes_write()}
      </LinkButton>
    )
  return (
    <LinkButton to={href('convene')} kind="primary">
      {state === 'convened' ? m.partners_convene_again() : m.partners_convene()}
    </LinkButton>
  )
}

function WriterLinks({ meeting: { state }, href }: Ways) {
  const coming = state === 'prepared' || state === 'convened'
  return (
    <>
      {state !== 'minuted' && <LinkButton to={href('edit')}>{m.partners_meeting_edit()}</LinkButton>}
      {state !== 'cancelled' && (
        <>
          <LinkButton to={href('sheet.pdf')} download>
            {m.partners_sheet()}
          </LinkButton>
          <LinkButton to={href('attendance')}>{m.partners_attendance_note()}</LinkButton>
          {coming && <LinkButton to={href('minutes', 'write')}>{m.partners_minutes_write()}</LinkButton>}
        </>
      )}
      {coming && (
        <LinkButton to={href('cancel')} kind="quiet">
          {m.partners_meeting_cancel()}
        </LinkButton>
      )}
    </>
  )
}

function Facts({ meeting }: { meeting: Meeting }) {
  const { remoteLink, state } = meeting
  return (
    <DefinitionList
      facts={[
        ...whenAndWhere(meeting),
        ...(remoteLink ? [{ term: m.partners_remote_link(), value: <Link to={remoteLink}>{remoteLink}</Link> }] : []),
        { term: m.partners_state(), value: <State tone={STATE_TONES[state]}>{STATE_WORDS[state]()}</State> },
      ]}
    />
  )
}

function Agenda({ points }: { points: Point[] }) {
  return (
    <ol>
      {points.map(({ id, title, minutes }) => (
        <li key={id}>
          {title} {minutes !== null && <span className="soft">{m.partners_minutes({ count: minutes })}</span>}
        </li>
      ))}
    </ol>
  )
}
