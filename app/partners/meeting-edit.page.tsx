import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { daysOffAhead } from '#app/platform/days-off.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import type { Route } from './+types/meeting-edit.page.ts'
import { moveMeeting } from './convening.server.ts'
import { MeetingForm } from './meeting-form.tsx'
import { MeetingInput } from './meeting-input.ts'
import { agendaOf, meetingOf } from './meetings.server.ts'
import { meetingTrail, partnersHref } from './trail.ts'

export const handle = { trail: meetingTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_meeting_edit()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'partners.meeting.write')
    const { id, kind, title, startsAt, endsAt, place, remoteLink, state } = await meetingOf(tx, args.params.meeting)
    const { day, hour } = inParis(new Date(startsAt))
    return {
      convened: state === 'convened',
      daysOff: await daysOffAhead(tx),
      shown: {
        kind,
        title,
        day,
        from: hour,
        until: inParis(new Date(endsAt)).hour,
        place,
        remoteLink: remoteLink ?? '',
        points: await agendaOf(tx, id),
      },
    }
  })
}

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, MeetingInput, async (tx, facts) => {
    const told = await moveMeeting(tx, meeting, facts, originOf(args.request))
    return redirect(partnersHref(convention, 'meetings', meeting), {
      headers: await flashHeaders({
        tone: 'good',
        message: told > 0 ? m.partners_meeting_changed_told({ count: told }) : m.partners_meeting_changed(),
      }),
    })
  })
}

export default function EditMeeting({ loaderData: { shown, convened, daysOff }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.partners_meeting_edit()} lead={shown.title}>
      {convened && <Notice tone="warn">{m.partners_meeting_edit_convened()}</Notice>}
      <MeetingForm shown={shown} daysOff={daysOff} answer={actionData} submit={m.partners_save()} />
    </Page>
  )
}
