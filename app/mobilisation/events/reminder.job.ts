/** The reminder two days before: asked by the house itself in the name of who opened the event, or earlier by the team. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, inConvention, must, outside } from '#app/platform/database.server.ts'
import { actorOfMember, askJob, type JobStep, job } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { settings } from '#app/platform/settings.server.ts'
import { eventOf } from './events.server.ts'
import { writeReminder } from './notices.server.ts'

const ROWS_AT_ONCE = 100
const ReminderInput = z.object({ eventId: z.uuid(), origin: z.url() })

export const reminderJob = job('mobilisation.reminder', ReminderInput, (tx, { eventId, origin }, step) =>
  remind(tx, eventId, origin, step),
)

/** Writes to each who has a seat and an address, once. */
export async function remind(
  tx: ActorTx,
  eventId: string,
  origin: string,
  step: JobStep,
): Promise<{ letters: number }> {
  must(tx.actor, 'mobilisation.event.write')
  const event = await eventOf(tx, eventId)
  if (event.state !== 'open') throw new Refusal('mobilisation.event-over', { status: 409 })
  const readers = await tx
    .selectFrom('mobilisation_registration')
    .select(['id as registration', 'email', 'locale'])
    .where('event_id', '=', eventId)
    .where('seated_at', 'is not', null)
    .where('cancelled_at', 'is', null)
    .where('reminded_at', 'is', null)
    .where('email', 'is not', null)
    .orderBy('rank')
    .limit(5000)
    .execute()
  await step.progress(0, readers.length)
  for (const [index, reader] of readers.entries()) {
    await writeReminder(tx, event, reader, origin)
    if (index % ROWS_AT_ONCE === 0) await step.progress(index, readers.length)
  }
  if (readers.length > 0)
    await tx
      .updateTable('mobilisation_registration')
      .set({ reminded_at: sql`now()` })
      .where(
        'id',
        'in',
        readers.map(({ registration }) => registration),
      )
      .execute()
  await step.progress(readers.length, readers.length)
  return { letters: readers.length }
}

/** Asks for the reminder, once for an event. */
export async function askReminder(tx: ActorTx, eventId: string, origin: string): Promise<boolean> {
  must(tx.actor, 'mobilisation.event.write')
  const asked = await tx
    .updateTable('mobilisation_event')
    .set({ reminder_asked_at: sql`now()` })
    .where('id', '=', eventId)
    .where('reminder_asked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (asked) await askJob(tx, reminderJob, { eventId, origin })
  return asked !== undefined
}

/** What the house does each hour. */
export async function askDueReminders(): Promise<number> {
  const { rows } = await sql<{ event_id: string; member_id: string; origin: string }>`
    select * from mobilisation_reminders_due()`.execute(outside())
  for (const { event_id, member_id, origin } of rows) {
    const actor = await actorOfMember(member_id)
    if (actor) await inConvention(actor, (tx) => askReminder(tx, event_id, settings.PALIER_URL ?? origin))
  }
  return rows.length
}

/** What identifies who registered goes thirty days after the event. */
export async function expireRegistrations(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select mobilisation_registrations_expire() as count`.execute(outside())
  return rows[0]?.count ?? 0
}
