/** Tries, appointments and answers of the people of a panel. Every look at them is recorded. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Channel, type NextStep, nextAfterAbsence, type Outcome } from './outcomes.ts'

const MOST_PEOPLE = 4000

function people(tx: ActorTx) {
  return tx
    .selectFrom('survey_panel_person as asked')
    .innerJoin('survey_pool_person as pool', (on) =>
      on.onRef('pool.panel_id', '=', 'asked.panel_id').onRef('pool.position', '=', 'asked.position'),
    )
    .innerJoin('survey_panel as panel', 'panel.id', 'asked.panel_id')
    .leftJoin('stock_contact as contact', 'contact.person_id', 'asked.person_id')
    .leftJoin('stock_household as household', 'household.id', 'asked.household_id')
    .leftJoin('stock_dwelling as dwelling', 'dwelling.id', 'household.dwelling_id')
    .leftJoin('stock_residence as residence', 'residence.id', 'asked.residence_id')
    .leftJoin('survey_replacement as replacement', 'replacement.leaving_id', 'asked.id')
    .select(['asked.id', 'asked.panel_id', 'asked.probability', 'pool.pseudonym', 'pool.features as values'])
    .select(['panel.name as panel', 'panel.features', 'asked.residence_id', 'residence.name as residence'])
    .select(['dwelling.address', 'dwelling.floor', 'dwelling.door', 'replacement.reason as replaced'])
    .select((is) => {
      const open = (column: 'first_name' | 'last_name' | 'phone' | 'email') =>
        is
          .case()
          .when('contact.is_protected', '=', true)
          .then(null)
          .else(is.ref(`contact.${column}`))
          .end()
          .as(column)
      return [open('first_name'), open('last_name'), open('phone'), open('email')]
    })
    .select((is) => is.fn.coalesce('contact.is_protected', sql<boolean>`false`).as('is_protected'))
    .select(
      sql<string[]>`array(select t.outcome from survey_contact_attempt t
      where t.convention_id = asked.convention_id and t.panel_person_id = asked.id order by t.made_at, t.id)`.as(
        'outcomes',
      ),
    )
    .select(
      sql<{
        step: string | null
        on: string | null
      } | null>`(select jsonb_build_object('step', t.next_step, 'on', t.next_on)
      from survey_contact_attempt t where t.convention_id = asked.convention_id and t.panel_person_id = asked.id
      order by t.made_at desc, t.id desc limit 1)`.as('next'),
    )
    .select(
      sql<Date | null>`(select min(a.starts_at) from survey_appointment a
      where a.convention_id = asked.convention_id and a.panel_person_id = asked.id and a.cancelled_at is null
        and a.starts_at > now() - interval '3 hours')`.as('appointment_at'),
    )
    .select(
      sql<number | null>`(select s.pcs from survey_said_pcs s
      where s.convention_id = asked.convention_id and s.panel_person_id = asked.id order by s.said_at desc, s.id desc limit 1)`.as(
        'said_pcs',
      ),
    )
}

/** The people of one panel, those who left included, by residence and door. */
export async function peopleOf(tx: ActorTx, panelId: string, why: string) {
  must(tx.actor, 'survey.panel.people.read')
  const rows = await people(tx)
    .where(sql<boolean>`asked.panel_id::text = ${panelId}`)
    .orderBy('residence.name')
    .orderBy('dwelling.address')
    .orderBy('dwelling.floor')
    .orderBy('dwelling.door')
    .orderBy('asked.id')
    .limit(MOST_PEOPLE)
    .execute()
  await looked(tx, rows, why)
  return rows
}

export type Asked = Awaited<ReturnType<typeof peopleOf>>[number]

/** Those to see in the field, in one residence or in all: who was neither replaced nor interviewed. */
export async function fieldPeople(tx: ActorTx, residenceId?: string) {
  must(tx.actor, 'survey.contact.read')
  const rows = await toSee(tx)
    .$if(residenceId !== undefined, (query) =>
      query.where(sql<boolean>`asked.residence_id::text = ${residenceId ?? ''}`),
    )
    .orderBy('residence.name')
    .orderBy('dwelling.address')
    .orderBy('dwelling.floor')
    .orderBy('dwelling.door')
    .orderBy('asked.id')
    .limit(MOST_PEOPLE)
    .execute()
  await looked(tx, rows, 'survey.field')
  return rows
}

/** Where someone is still to be seen, and how many: names are looked at one residence at a time. */
export async function fieldResidences(tx: ActorTx) {
  must(tx.actor, 'survey.contact.read')
  return toSee(tx)
    .clearSelect()
    .select(['asked.residence_id as id', 'residence.name', sql<number>`count(*)`.as('count')])
    .groupBy(['asked.residence_id', 'residence.name'])
    .orderBy('residence.name')
    .limit(MOST_PEOPLE)
    .execute()
}

function toSee(tx: ActorTx) {
  return people(tx)
    .where('replacement.id', 'is', null)
    .where('panel.discarded_at', 'is', null)
    .where(sql<boolean>`not exists (select from survey_contact_attempt t where t.convention_id = asked.convention_id
      and t.panel_person_id = asked.id and t.outcome in ('1.0', '2.10', '2.11', '4.1', '4.2'))`)
}

/** One person of a panel, with all tries and appointments. */
export async function personOf(tx: ActorTx, id: string) {
  must(tx.actor, 'survey.contact.read')
  const person = await people(tx).where(sql<boolean>`asked.id::text = ${id}`).executeTakeFirst()
  if (!person) throw new Refusal('platform.not-found', { status: 404 })
  await looked(tx, [person], 'survey.contact')
  return { person, attempts: await attemptsOf(tx, id), appointments: await appointmentsOf(tx, { personId: id }) }
}

export async function attemptsOf(tx: ActorTx, personId: string) {
  must(tx.actor, 'survey.contact.read')
  return tx
    .selectFrom('survey_contact_attempt as attempt')
    .innerJoin('member', 'member.id', 'attempt.made_by')
    .select([
      'attempt.id',
      'attempt.made_at',
      'attempt.channel',
      'attempt.outcome',
      'attempt.next_step',
      'attempt.next_on',
    ])
    .select('member.display_name as by')
    .where('attempt.panel_person_id', '=', personId)
    .orderBy('attempt.made_at', 'desc')
    .orderBy('attempt.id', 'desc')
    .limit(200)
    .execute()
}

async function looked(tx: ActorTx, rows: readonly { id: string }[], why: string): Promise<void> {
  if (rows.length === 0) return
  await sql`select audit_access('survey_panel_person', ${rows.map(({ id }) => id)}::text[], ${why})`.execute(tx)
}

export interface NewAttempt {
  /** Made by the page: the same try sent twice is stored once. */
  id: string
  personId: string
  channel: Channel
  outcome: Outcome
  nextStep?: NextStep | undefined
  nextOn?: string | undefined
}

/** Keeps a try. */
export async function recordAttempt(tx: ActorTx, attempt: NewAttempt): Promise<void> {
  must(tx.actor, 'survey.contact.record')
  await mustBeAsked(tx, attempt.personId)
  await tx
    .insertInto('survey_contact_attempt')
    .values({
      convention_id: tx.actor.conventionId,
      id: attempt.id,
      panel_person_id: attempt.personId,
      made_by: tx.actor.memberId,
      channel: attempt.channel,
      outcome: attempt.outcome,
      next_step: attempt.nextStep ?? (await usualNext(tx, attempt)),
      next_on: attempt.nextOn ?? null,
    })
    .onConflict((on) => on.columns(['convention_id', 'id']).doNothing())
    .execute()
}

/** Refused for someone who was replaced: a household that was let go is not solicited again. */
export async function mustBeAsked(tx: ActorTx, personId: string): Promise<void> {
  const row = await tx
    .selectFrom('survey_panel_person as asked')
    .leftJoin('survey_replacement as replacement', 'replacement.leaving_id', 'asked.id')
    .select('replacement.id as replaced')
    .where(sql<boolean>`asked.id::text = ${personId}`)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  if (row.replaced !== null) throw new Refusal('survey.person-replaced', { status: 409 })
}

async function usualNext(tx: ActorTx, { personId, outcome }: NewAttempt): Promise<NextStep | null> {
  if (outcome !== '2.20') return null
  const { missed } = await tx
    .selectFrom('survey_contact_attempt')
    .select(sql<number>`count(*)`.as('missed'))
    .where('panel_person_id', '=', personId)
    .where('outcome', '=', '2.20')
    .executeTakeFirstOrThrow()
  return nextAfterAbsence(missed + 1)
}

export async function makeAppointment(
  tx: ActorTx,
  { id, personId, startsAt, place }: { id: string; personId: string; startsAt: Date; place: string },
): Promise<void> {
  must(tx.actor, 'survey.contact.record')
  await mustBeAsked(tx, personId)
  await tx
    .insertInto('survey_appointment')
    .values({
      convention_id: tx.actor.conventionId,
      id,
      panel_person_id: personId,
      starts_at: startsAt,
      place,
      made_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'id']).doNothing())
    .execute()
}

export async function cancelAppointment(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.contact.record')
  await tx
    .updateTable('survey_appointment')
    .set({ cancelled_at: sql`now()` })
    .where(sql<boolean>`id::text = ${id}`)
    .where('cancelled_at', 'is', null)
    .execute()
}

/** Appointments to come, or those of one person. */
export async function appointmentsOf(tx: ActorTx, { personId }: { personId?: string } = {}) {
  must(tx.actor, 'survey.contact.read')
  return tx
    .selectFrom('survey_appointment as appointment')
    .innerJoin('survey_panel_person as asked', 'asked.id', 'appointment.panel_person_id')
    .leftJoin('stock_contact as contact', 'contact.person_id', 'asked.person_id')
    .leftJoin('stock_residence as residence', 'residence.id', 'asked.residence_id')
    .select(['appointment.id', 'appointment.starts_at', 'appointment.place', 'asked.id as person_id', 'asked.panel_id'])
    .select(['residence.name as residence'])
    .select(
      sql<string>`case when contact.is_protected then '' else concat_ws(' ', contact.first_name, contact.last_name) end`.as(
        'name',
      ),
    )
    .where('appointment.cancelled_at', 'is', null)
    .$if(personId !== undefined, (query) => query.where('asked.id', '=', personId ?? ''))
    .$if(personId === undefined, (query) =>
      query.where('appointment.starts_at', '>', sql<Date>`now() - interval '3 hours'`),
    )
    .orderBy('appointment.starts_at')
    .limit(300)
    .execute()
}

/** The occupation, as the person said it: the quotas follow. */
export async function notePcs(
  tx: ActorTx,
  { id, personId, pcs }: { id: string; personId: string; pcs: number },
): Promise<void> {
  must(tx.actor, 'survey.contact.record')
  await mustBeAsked(tx, personId)
  await tx
    .insertInto('survey_said_pcs')
    .values({
      convention_id: tx.actor.conventionId,
      id,
      panel_person_id: personId,
      pcs,
      noted_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'id']).doNothing())
    .execute()
}
