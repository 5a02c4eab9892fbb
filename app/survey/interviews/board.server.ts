/** How far the field work is: by residence, by interviewer, and when it may end. For the operator, who sees every count. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { inParis } from '#packages/french/paris-time.ts'
import type { Panel } from '../panels.server.ts'
import { forecastOf } from './forecast.ts'

const MOST_ROWS = 500

export interface ResidenceProgress {
  id: string
  name: string | null
  asked: number
  interviewed: number
  refused: number
  unmet: number
  toSee: number
}

/** Those who keep their place, by residence: interviewed, refused, met with a closed door so far, still to see. */
export async function byResidence(tx: ActorTx, panel: Panel): Promise<ResidenceProgress[]> {
  must(tx.actor, 'survey.interview.read')
  const { rows } = await sql<ResidenceProgress>`
    with person as (
      select a.residence_id,
        (select t.outcome from survey_contact_attempt t where t.convention_id = a.convention_id and t.panel_person_id = a.id
         order by t.outcome = '1.0' desc, t.made_at desc, t.id desc limit 1) as outcome
      from survey_panel_person a
      where a.panel_id = ${panel.id}::uuid
        and not exists (select from survey_replacement r where r.convention_id = a.convention_id and r.leaving_id = a.id)
    )
    select residence.id, residence.name, count(*) as asked,
      count(*) filter (where outcome = '1.0') as interviewed,
      count(*) filter (where outcome in ('2.10', '2.11')) as refused,
      count(*) filter (where outcome = '2.20') as unmet,
      count(*) filter (where outcome is null or outcome not in ('1.0', '2.10', '2.11', '2.20', '4.1', '4.2')) as "toSee"
    from person join stock_residence residence on residence.id = person.residence_id
    group by residence.id, residence.name order by residence.name limit ${MOST_ROWS}`.execute(tx)
  return rows
}

/** What each interviewer held, from the newest day on. */
export async function byInterviewer(tx: ActorTx, panel: Panel) {
  must(tx.actor, 'survey.interview.read')
  const { rows } = await sql<{
    id: string
    name: string
    held: number
    under_way: number
    minutes: number | null
    last_on: string
  }>`
    select member.id, member.display_name as name,
      count(*) filter (where i.completed_at is not null) as held,
      count(*) filter (where i.completed_at is null) as under_way,
      round(avg(i.minutes)) as minutes, max(i.held_on) as last_on
    from survey_interview i join survey_panel_person asked on asked.id = i.panel_person_id and asked.panel_id = ${panel.id}::uuid
      join member on member.id = i.interviewer_id
    where i.withdrawn_at is null and i.counts
    group by member.id, member.display_name order by member.display_name limit ${MOST_ROWS}`.execute(tx)
  return rows
}

/** What is held of what is wanted, and when it may end. */
export async function paceOf(tx: ActorTx, panel: Panel, now = new Date()) {
  must(tx.actor, 'survey.interview.read')
  const rows = await tx
    .selectFrom('survey_interview as interview')
    .innerJoin('survey_panel_person as asked', 'asked.id', 'interview.panel_person_id')
    .select('interview.held_on')
    .where('asked.panel_id', '=', panel.id)
    .where('interview.counts', '=', true)
    .where('interview.completed_at', 'is not', null)
    .where('interview.partial', '=', false)
    .limit(panel.size * 2)
    .execute()
  const left = Math.max(0, panel.size - rows.length)
  const forecast = forecastOf(
    rows.map(({ held_on }) => held_on),
    left,
    inParis(now).day,
  )
  return { held: rows.length, wanted: panel.size, forecast: forecast ?? null }
}
