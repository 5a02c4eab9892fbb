/** Being in someone's home alone: said on the way in, and the leads are told when nobody came out at the hour that was said. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, job } from '#app/platform/jobs.server.ts'
import { writeMail } from '#app/platform/mail.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { formatHour } from '#app/ui/format.ts'
import { m } from '#messages'

const MINUTE_MS = 60_000
const MORE_MINUTES = 30

/** A visit begins, and with it the watch that looks when it should have ended. A second press begins nothing. */
export async function startVisit(
  tx: ActorTx,
  { id, residenceId, minutes }: { id: string; residenceId: string; minutes: number },
  now = new Date(),
): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const running = await tx
    .selectFrom('survey_visit')
    .select('id')
    .where('member_id', '=', tx.actor.memberId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (running?.id === id) return
  if (running) throw new Refusal('survey.visit-running', { status: 409 })
  const due = new Date(now.getTime() + minutes * MINUTE_MS)
  await tx
    .insertInto('survey_visit')
    .values({
      convention_id: tx.actor.conventionId,
      id,
      member_id: tx.actor.memberId,
      residence_id: residenceId,
      due_at: due,
    })
    .execute()
  await askJob(tx, visitJob, { visitId: id }, { at: due })
}

/** It takes longer: another hour is said, and watched, also when the leads were already told of the former one. */
export async function prolongVisit(tx: ActorTx, id: string, now = new Date()): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const due = new Date(now.getTime() + MORE_MINUTES * MINUTE_MS)
  const prolonged = await tx
    .updateTable('survey_visit')
    .set({ due_at: due })
    .where('id', '=', id)
    .where('member_id', '=', tx.actor.memberId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!prolonged) throw new Refusal('survey.visit-over', { status: 409 })
  // Always: the former watch may be looking at this very moment.
  await askJob(tx, visitJob, { visitId: id }, { at: due })
}

/** Looks at the hour that was said: an ended visit needs nothing, a prolonged one is looked at again, else the leads are written to. */
export async function watchVisit(tx: ActorTx, visitId: string, now = new Date()): Promise<{ told: number }> {
  const visit = await tx
    .selectFrom('survey_visit as visit')
    .innerJoin('stock_residence as residence', 'residence.id', 'visit.residence_id')
    .select(['visit.started_at', 'visit.due_at', 'visit.ended_at', 'residence.name'])
    .where('visit.id', '=', visitId)
    .executeTakeFirst()
  if (!visit || visit.ended_at !== null) return { told: 0 }
  if (visit.due_at > now) {
    await askJob(tx, visitJob, { visitId }, { at: visit.due_at })
    return { told: 0 }
  }
  const { rows } = await sql<{ email: string }>`select email from survey_visit_overdue(${visitId}::uuid)`.execute(tx)
  const said = {
    who: tx.actor.displayName,
    residence: visit.name,
    start: formatHour(visit.started_at),
    due: formatHour(visit.due_at),
  }
  for (const { email } of rows)
    await writeMail(tx, {
      recipient: email,
      subject: m.survey_visit_mail_subject({ who: said.who }),
      body: m.survey_visit_mail_body(said),
      purpose: 'notice',
      conventionId: tx.actor.conventionId,
    })
  return { told: rows.length }
}

export const visitJob = job('survey.visit', z.object({ visitId: z.uuid() }), (tx, { visitId }) =>
  watchVisit(tx, visitId),
)
