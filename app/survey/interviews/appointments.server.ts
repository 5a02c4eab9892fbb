/** The appointments still to be held, as whoever goes there needs them. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'

const MOST_APPOINTMENTS = 300

/** From twelve hours ago on: one that runs late stays on the list until its interview is finished. */
export async function appointmentsToHold(tx: ActorTx, { mine, before }: { mine: boolean; before?: Date }) {
  must(tx.actor, 'survey.interview.write')
  const rows = await tx
    .selectFrom('survey_appointment as appointment')
    .innerJoin('survey_panel_person as asked', 'asked.id', 'appointment.panel_person_id')
    .innerJoin('survey_pool_person as pool', (on) =>
      on.onRef('pool.panel_id', '=', 'asked.panel_id').onRef('pool.position', '=', 'asked.position'),
    )
    .innerJoin('member', 'member.id', 'appointment.made_by')
    .leftJoin('survey_replacement as replacement', 'replacement.leaving_id', 'asked.id')
    .leftJoin('stock_contact as contact', 'contact.person_id', 'asked.person_id')
    .leftJoin('stock_household as household', 'household.id', 'asked.household_id')
    .leftJoin('stock_dwelling as dwelling', 'dwelling.id', 'household.dwelling_id')
    .leftJoin('stock_residence as residence', 'residence.id', 'asked.residence_id')
    .leftJoin('survey_interview as interview', (on) =>
      on.onRef('interview.panel_person_id', '=', 'asked.id').on('interview.counts', '=', true),
    )
    .select(['appointment.id', 'appointment.starts_at', 'appointment.place', 'member.display_name as made_by'])
    .select(['asked.id as person_id', 'asked.panel_id', 'pool.pseudonym', 'residence.name as residence'])
    .select(['interview.id as interview_id'])
    .select((is) => is.fn.coalesce('contact.is_protected', sql<boolean>`false`).as('is_protected'))
    .select(['contact.first_name', 'contact.last_name', 'contact.phone'])
    .select(['dwelling.address', 'dwelling.floor', 'dwelling.door'])
    .where('appointment.cancelled_at', 'is', null)
    .where('replacement.id', 'is', null)
    .where('interview.completed_at', 'is', null)
    .where('appointment.starts_at', '>', sql<Date>`now() - interval '12 hours'`)
    .$if(mine, (query) => query.where('appointment.made_by', '=', tx.actor.memberId))
    .$if(before !== undefined, (query) => query.where('appointment.starts_at', '<', before ?? new Date()))
    .orderBy('appointment.starts_at')
    .orderBy('appointment.id')
    .limit(MOST_APPOINTMENTS)
    .execute()
  if (rows.length > 0)
    await sql`select audit_access('survey_panel_person', ${rows.map(({ person_id }) => person_id)}::text[], 'survey.appointments')`.execute(
      tx,
    )
  return rows
}
