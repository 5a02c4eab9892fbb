/** Who of a panel was interviewed, as the figures count them: one interview a person, finished and not taken back. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { type Feature, isFeature, UNKNOWN } from './features.ts'

export interface Respondent {
  interviewId: string
  personId: string
  panelId: string
  householdId: string
  /** Chance of being drawn. */
  probability: number
  heldOn: string
  /** What the register knew at the seal, as it knows everyone: weights compare like with like. */
  known: Partial<Record<Feature, string>>
  /** The same, but for the occupation: as the person said it. */
  profile: Partial<Record<Feature, string>>
}

const MOST_RESPONDENTS = 2000

/** Of one panel, or of all; in the order of the interviews. */
export async function respondentsOf(tx: ActorTx, panelId?: string): Promise<Respondent[]> {
  must(tx.actor, 'survey.coding.read')
  const rows = await tx
    .selectFrom('survey_interview as interview')
    .innerJoin('survey_panel_person as asked', 'asked.id', 'interview.panel_person_id')
    .innerJoin('survey_panel as panel', 'panel.id', 'asked.panel_id')
    .innerJoin('survey_pool_person as pool', (on) =>
      on.onRef('pool.panel_id', '=', 'asked.panel_id').onRef('pool.position', '=', 'asked.position'),
    )
    .select(['interview.id', 'interview.held_on', 'asked.id as person_id', 'asked.panel_id', 'asked.household_id'])
    .select(['asked.probability', 'panel.features', 'pool.features as values'])
    .select(
      sql<number | null>`(select s.pcs from survey_said_pcs s where s.convention_id = asked.convention_id
        and s.panel_person_id = asked.id order by s.said_at desc, s.id desc limit 1)`.as('said'),
    )
    .where('interview.completed_at', 'is not', null)
    .where('interview.withdrawn_at', 'is', null)
    .where('interview.counts', '=', true)
    .$if(panelId !== undefined, (query) => query.where('asked.panel_id', '=', panelId ?? ''))
    .orderBy('interview.held_on')
    .orderBy('interview.id')
    .limit(MOST_RESPONDENTS)
    .execute()
  return rows.map(({ id, held_on, person_id, panel_id, household_id, probability, features, values, said }) => ({
    interviewId: id,
    personId: person_id,
    panelId: panel_id,
    householdId: household_id,
    probability,
    heldOn: held_on,
    ...profilesOf(knownOf(features, values), said),
  }))
}

function profilesOf(known: Respondent['known'], said: number | null): Pick<Respondent, 'known' | 'profile'> {
  return { known, profile: said === null ? known : { ...known, pcs: String(said) } }
}

/** What the register knew at the seal. */
export function knownOf(features: readonly string[], values: readonly string[]): Partial<Record<Feature, string>> {
  const known: Partial<Record<Feature, string>> = {}
  features.forEach((feature, at) => {
    if (isFeature(feature)) known[feature] = values[at] ?? UNKNOWN
  })
  return known
}
