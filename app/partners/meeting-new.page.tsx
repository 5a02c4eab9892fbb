import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { daysOffAhead } from '#app/platform/days-off.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { formatDate } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/meeting-new.page.ts'
import { rhythmOf } from './committee.server.ts'
import { MeetingForm } from './meeting-form.tsx'
import { MeetingInput } from './meeting-input.ts'
import { addMeeting } from './meetings.server.ts'
import { meetingsTrail, partnersHref } from './trail.ts'

export const handle = { trail: meetingsTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_meeting_new()} – Palier` }]

/** Asked with a day of the committee's rhythm, the form is filled as far as the rhythm knows. */
export function loader(args: Route.LoaderArgs) {
  const asked = new URL(args.request.url).searchParams.get('day') ?? ''
  return read(args, async (tx) => {
    must(tx.actor, 'partners.meeting.write')
    const rhythm = /^\d{4}-\d\d-\d\d$/.test(asked) ? await rhythmOf(tx) : null
    const daysOff = await daysOffAhead(tx)
    if (!rhythm)
      return { daysOff, shown: { title: '', day: '', from: '', until: '', place: '', remoteLink: '', points: [] } }
    return {
      daysOff,
      shown: {
        kind: 'copil' as const,
        title: m.partners_committee_of({ on: formatDate(asked) }),
        day: asked,
        from: rhythm.at,
        until: laterBy(rhythm.at, rhythm.minutes),
        place: rhythm.place,
        remoteLink: '',
        points: [],
      },
    }
  })
}

function laterBy(hour: string, minutes: number): string {
  const [h = 0, min = 0] = hour.split(':').map(Number)
  const end = Math.min(h * 60 + min + minutes, 24 * 60 - 1)
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
}

export function action(args: Route.ActionArgs) {
  return submit(args, MeetingInput, async (tx, facts) => {
    const id = await addMeeting(tx, facts)
    return redirect(partnersHref(args.params.convention, 'meetings', id), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_meeting_added() }),
    })
  })
}

export default function NewMeeting({ loaderData: { shown, daysOff }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.partners_meeting_new()} lead={m.partners_meeting_new_lead()}>
      <MeetingForm shown={shown} daysOff={daysOff} answer={actionData} submit={m.partners_meeting_add()} />
    </Page>
  )
}
