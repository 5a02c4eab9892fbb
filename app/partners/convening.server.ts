/**
 * Convening: who is asked, the letter each gets with a link of their own and an entry for their calendar, what they are told when
 * the meeting moves or is called off; and who came, by that link or on paper.
 */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { senderAddress, writeMail } from '#app/platform/mail.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf, newToken } from '#app/platform/secret-token.server.ts'
import { formatDate, formatHour } from '#app/ui/format.ts'
import { m } from '#messages'
import { calendarOf } from './calendar.server.ts'
import type { Attendance } from './choices.ts'
import {
  agendaOf,
  cancelMeeting,
  changeMeeting,
  inviteesOf,
  type Meeting,
  type MeetingFacts,
  meetingOf,
} from './meetings.server.ts'

/** Adds to the list those of the contacts who are not on it yet. */
async function inviteContacts(tx: ActorTx, meetingId: string, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await tx
    .insertInto('partners_invitee')
    .columns(['convention_id', 'meeting_id', 'contact_id', 'name', 'organisation_name'])
    .expression(
      tx
        .selectFrom('partners_contact as contact')
        .innerJoin('partners_organisation as organisation', 'organisation.id', 'contact.organisation_id')
        .select(['contact.convention_id', sql<string>`${meetingId}::uuid`.as('meeting_id'), 'contact.id'])
        .select(['contact.name', 'organisation.name as organisation_name'])
        .where('contact.id', 'in', contactIds),
    )
    .onConflict((on) => on.columns(['convention_id', 'meeting_id', 'contact_id']).doNothing())
    .execute()
}

/** Contacts to tick at first: who was invited already, else the committee for a committee meeting. */
export async function proposedContacts(tx: ActorTx, meeting: Meeting): Promise<string[]> {
  const invited = (await inviteesOf(tx, meeting.id)).flatMap(({ contactId }) => contactId ?? [])
  if (invited.length > 0 || meeting.kind !== 'copil') return invited
  const seats = await tx
    .selectFrom('partners_seat')
    .select(['holder_id', 'substitute_id'])
    .where('to_on', 'is', null)
    .limit(100)
    .execute()
  return seats.flatMap(({ holder_id, substitute_id }) => holder_id ?? substitute_id ?? [])
}

/** Writes to each of the chosen, with a fresh link of their own. Returns who has no address: they are told otherwise. */
export async function convene(
  tx: ActorTx,
  meetingId: string,
  { contactIds, origin, message }: { contactIds: readonly string[]; origin: string; message: string },
): Promise<{ written: number; without: string[] }> {
  must(tx.actor, 'partners.meeting.write')
  const meeting = await meetingOf(tx, meetingId)
  if (meeting.state === 'cancelled') throw new Refusal('partners.meeting-cancelled')
  if (meeting.state === 'held' || meeting.state === 'minuted') throw new Refusal('partners.meeting-is-past')
  if (contactIds.length === 0) throw new Refusal('partners.nobody-chosen', { field: 'contacts' })
  await inviteContacts(tx, meetingId, contactIds)
  const people = await tx
    .selectFrom('partners_invitee as invitee')
    .innerJoin('partners_contact as contact', 'contact.id', 'invitee.contact_id')
    .select(['invitee.id', 'contact.name', 'contact.email'])
    .where('invitee.meeting_id', '=', meetingId)
    .where('contact.id', 'in', contactIds)
    .limit(500)
    .execute()
  const written = people.flatMap(({ email, ...person }) =>
    email === null ? [] : [{ ...person, email, token: newToken() }],
  )
  if (written.length > 0) await keepLinks(tx, written)
  const letter = await letterOf(tx, meeting, message)
  for (const { name, email, token } of written)
    await writeMail(tx, {
      recipient: email,
      subject: letter.subject,
      body: letter.body(name, `${origin}/meeting/${token}`),
      purpose: 'notice',
      conventionId: tx.actor.conventionId,
      calendar: entryFor({ name, email }, meeting, letter.operator, origin),
    })
  await tx
    .updateTable('partners_meeting')
    .set({ convened_at: sql`coalesce(convened_at, now())` })
    .where('id', '=', meetingId)
    .execute()
  return { written: written.length, without: people.filter(({ email }) => email === null).map(({ name }) => name) }
}

/** The meeting for the calendar of one reader; called off, it is taken out of it. */
function entryFor(reader: { name: string; email: string }, meeting: Meeting, operator: string, url: string) {
  const cancelled = meeting.state === 'cancelled'
  const method = cancelled ? ('CANCEL' as const) : ('REQUEST' as const)
  const own = {
    ...meeting,
    startsAt: new Date(meeting.startsAt),
    endsAt: new Date(meeting.endsAt),
    cancelled,
    url,
  }
  const organizer = { name: operator, email: senderAddress() }
  return { text: calendarOf(meeting.title, [own], { method, organizer, attendee: reader }), method }
}

/** Moves or changes a meeting. When day, hour or place change after the letters left, whoever got one is told. */
export async function moveMeeting(tx: ActorTx, id: string, facts: MeetingFacts, origin: string): Promise<number> {
  must(tx.actor, 'partners.meeting.write')
  const before = await meetingOf(tx, id)
  await changeMeeting(tx, id, facts)
  const after = await meetingOf(tx, id)
  const isElsewhere =
    before.startsAt !== after.startsAt || before.endsAt !== after.endsAt || before.place !== after.place
  return isElsewhere && before.state === 'convened' ? tellConvened(tx, before, after, origin) : 0
}

/** Calls a meeting off, and tells whoever was convened. */
export async function callOff(tx: ActorTx, id: string, reason: string, origin: string): Promise<number> {
  must(tx.actor, 'partners.meeting.write')
  const before = await meetingOf(tx, id)
  await cancelMeeting(tx, id, reason)
  return before.state === 'convened' ? tellConvened(tx, before, await meetingOf(tx, id), origin) : 0
}

/** A letter to each of those who got one. The link of the first letter goes on serving. Returns how many were told. */
async function tellConvened(tx: ActorTx, before: Meeting, after: Meeting, origin: string): Promise<number> {
  const people = await tx
    .selectFrom('partners_invitee as invitee')
    .innerJoin('partners_link as link', 'link.invitee_id', 'invitee.id')
    .innerJoin('partners_contact as contact', 'contact.id', 'invitee.contact_id')
    .select(['contact.name', 'contact.email'])
    .where('invitee.meeting_id', '=', after.id)
    .where('contact.email', 'is not', null)
    .orderBy('invitee.id')
    .limit(500)
    .execute()
  const { operator } = await letterOf(tx, after, '')
  const facts = { title: after.title, was: whenOf(before), operator }
  for (const { name, email } of people) {
    if (email === null) continue
    const letter =
      after.state === 'cancelled'
        ? {
            subject: m.partners_letter_off_subject({ title: after.title, on: formatDate(before.startsAt) }),
            body: m.partners_letter_off_body({ ...facts, name, reason: after.cancelReason ?? '' }),
          }
        : {
            subject: m.partners_letter_moved_subject({ title: after.title, on: formatDate(after.startsAt) }),
            body: m.partners_letter_moved_body({ ...facts, name, now: whenOf(after), place: after.place }),
          }
    await writeMail(tx, {
      ...letter,
      recipient: email,
      purpose: 'notice',
      conventionId: tx.actor.conventionId,
      calendar: entryFor({ name, email }, after, operator, origin),
    })
  }
  return people.length
}

function whenOf({ startsAt, endsAt }: Meeting): string {
  return m.partners_when_is({
    on: formatDate(startsAt),
    from: formatHour(new Date(startsAt)),
    until: formatHour(new Date(endsAt)),
  })
}

async function keepLinks(tx: ActorTx, people: readonly { id: string; token: string }[]): Promise<void> {
  await tx
    .insertInto('partners_link')
    .values(
      people.map(({ id, token }) => ({
        convention_id: tx.actor.conventionId,
        invitee_id: id,
        token_hash: hashOf(token),
      })),
    )
    .onConflict((on) =>
      on
        .columns(['convention_id', 'invitee_id'])
        .doUpdateSet({ token_hash: sql`excluded.token_hash`, sent_at: sql`now()` }),
    )
    .execute()
}

/** The letter's words, for its preview and for each reader. */
export async function letterOf(tx: ActorTx, meeting: Meeting, message: string) {
  const { operator_name } = await tx
    .selectFrom('convention')
    .select('operator_name')
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  const points = await agendaOf(tx, meeting.id)
  const agenda = points
    .map(({ title, minutes }, index) =>
      minutes === null
        ? `${index + 1}. ${title}`
        : `${index + 1}. ${title} (${m.partners_minutes({ count: minutes })})`,
    )
    .join('\n')
  return {
    operator: operator_name,
    subject: m.partners_letter_subject({ title: meeting.title, on: formatDate(meeting.startsAt) }),
    body: (name: string, link: string) =>
      m.partners_letter_body({
        name,
        title: meeting.title,
        on: formatDate(meeting.startsAt),
        from: formatHour(new Date(meeting.startsAt)),
        until: formatHour(new Date(meeting.endsAt)),
        place: meeting.place,
        message: message === '' ? '' : `${message}\n\n`,
        agenda: agenda === '' ? m.partners_letter_no_agenda() : agenda,
        link,
        operator: operator_name,
      }),
  }
}

/** What the lead copies from the paper sheet, or saw in the room. */
export async function recordAttendance(
  tx: ActorTx,
  meetingId: string,
  seen: ReadonlyMap<string, Attendance>,
): Promise<void> {
  must(tx.actor, 'partners.meeting.write')
  const { state } = await meetingOf(tx, meetingId)
  if (state === 'cancelled') throw new Refusal('partners.meeting-cancelled')
  const rows = [...seen].map(([id, attendance]) => ({ id, attendance }))
  if (rows.length === 0) return
  await sql`update partners_invitee i set attendance = n.attendance, attended_by = 'sheet', attended_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, attendance text)
    where i.meeting_id = ${meetingId} and i.id = n.id and i.attendance is distinct from n.attendance`.execute(tx)
}

/** Someone who came without having been asked. */
export async function addGuest(tx: ActorTx, meetingId: string, guest: { name: string; organisation: string }) {
  must(tx.actor, 'partners.meeting.write')
  await meetingOf(tx, meetingId)
  await tx
    .insertInto('partners_invitee')
    .values({
      convention_id: tx.actor.conventionId,
      meeting_id: meetingId,
      name: guest.name,
      organisation_name: guest.organisation,
      attendance: 'present',
      attended_by: 'sheet',
      attended_at: sql`now()`,
    })
    .execute()
}
