import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/attendance.page.ts'
import { ATTENDANCES, type Attendance } from './choices.ts'
import { addGuest, recordAttendance } from './convening.server.ts'
import { type Invitee, inviteesOf, meetingOf } from './meetings.server.ts'
import { meetingTrail, partnersHref } from './trail.ts'
import { ATTENDANCE_WORDS } from './words.ts'

export const handle = { trail: meetingTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_attendance_note()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'partners.meeting.write')
    const meeting = await meetingOf(tx, args.params.meeting)
    return { title: meeting.title, people: await inviteesOf(tx, meeting.id) }
  })
}

const Change = z.discriminatedUnion('intent', [
  z.looseObject({ intent: z.literal('sheet') }),
  z.object({
    intent: z.literal('guest'),
    name: z.string().trim().min(2).max(120),
    organisation: z.string().trim().max(200).default(''),
  }),
])
const Seen = z.enum(ATTENDANCES)
const NOT_NOTED = 'not-noted'

export function action(args: Route.ActionArgs) {
  const { convention, meeting } = args.params
  return submit(args, Change, async (tx, change) => {
    if (change.intent === 'guest') await addGuest(tx, meeting, change)
    else await recordAttendance(tx, meeting, seenIn(change))
    return redirect(partnersHref(convention, 'meetings', meeting, 'attendance'), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_attendance_noted() }),
    })
  })
}

/** `seen.<invitee>` for each person of the sheet; who was not chosen stays as they were. */
function seenIn(form: Record<string, unknown>): Map<string, Attendance> {
  const seen = new Map<string, Attendance>()
  for (const [name, value] of Object.entries(form)) {
    const id = z.uuid().safeParse(name.replace(/^seen\./, ''))
    const attendance = Seen.safeParse(value)
    if (id.success && attendance.success) seen.set(id.data, attendance.data)
  }
  return seen
}

export default function AttendancePage({ loaderData: { title, people }, actionData }: Route.ComponentProps) {
  const sent = actionData?.values.intent
  return (
    <Page title={m.partners_attendance_note()} lead={title}>
      <p>{m.partners_attendance_lead()}</p>
      {people.length === 0 && <p>{m.partners_people_none_write()}</p>}
      {people.length > 0 && (
        <Form intent="sheet" answer={sent === 'sheet' ? actionData : undefined}>
          {people.map((person) => (
            <SelectField
              key={person.id}
              name={`seen.${person.id}`}
              label={m.partners_of_organisation({ name: person.name, organisation: person.organisation })}
              value={person.attendance ?? NOT_NOTED}
              {...hintOf(person)}
              choices={[
                ...(person.attendance === null ? [{ value: NOT_NOTED, label: m.partners_attendance_not_noted() }] : []),
                ...ATTENDANCES.map((one) => ({ value: one, label: ATTENDANCE_WORDS[one]() })),
              ]}
            />
          ))}
          <SubmitButton>{m.partners_save()}</SubmitButton>
        </Form>
      )}
      <Section title={m.partners_guest()}>
        <Form intent="guest" answer={sent === 'guest' ? actionData : undefined}>
          <TextField name="name" label={m.partners_name()} />
          <TextField name="organisation" label={m.partners_organisation()} optional />
          <SubmitButton kind="plain">{m.partners_guest_add()}</SubmitButton>
        </Form>
      </Section>
    </Page>
  )
}

function hintOf({ signed, answer, substitute }: Invitee): { hint?: string } {
  if (signed) return { hint: m.partners_signed_by_link() }
  if (answer === 'replaced' && substitute) return { hint: m.partners_replaced_by({ name: substitute }) }
  return answer === 'absent' ? { hint: m.partners_answered_absent() } : {}
}
