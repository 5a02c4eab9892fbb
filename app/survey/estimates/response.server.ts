/** Who was asked and what came of it: rates by final outcome, and those who answered compared with those asked. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { compareProfiles, countOutcomes, outcomeRates } from '#packages/calibration/outcome-rates.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { guardTable } from '#packages/disclosure/two-way.ts'
import { FEATURES, isFeature, UNKNOWN } from '../features.ts'
import { knownOf } from '../respondents.server.ts'
import type { EligiblePerson } from './calibrated.ts'

const Rate = z.number().nullable()

export const Response = z.object({
  asked: z.number().nullable(),
  outcomes: z.record(z.string(), z.number().nullable()),
  /** RR1 and RR2, COOP1, REF1, CON1. */
  rates: z.object({ response: Rate, responseWithPartial: Rate, cooperation: Rate, refusal: Rate, contact: Rate }),
  rIndicator: z.number().nullable(),
  profiles: z.array(
    z.object({
      feature: z.enum(FEATURES),
      value: z.string(),
      asked: z.number().nullable(),
      answered: z.number().nullable(),
    }),
  ),
})
export type Response = z.infer<typeof Response>

interface Asked {
  id: string
  features: string[]
  values: string[]
  outcomes: string[]
  interviewed: boolean
  /** Broken off. */
  partial: boolean
}

/** Everyone who was ever asked, those replaced included: leaving them out would flatter the rate. */
async function askedOf(tx: ActorTx, panelId: string): Promise<Asked[]> {
  must(tx.actor, 'survey.contact.read')
  const { rows } = await sql<Asked>`select asked.id, panel.features, pool.features as values,
      array(select t.outcome from survey_contact_attempt t where t.convention_id = asked.convention_id
        and t.panel_person_id = asked.id order by t.made_at, t.id) as outcomes,
      exists (select from survey_interview i where i.convention_id = asked.convention_id and i.panel_person_id = asked.id
        and i.completed_at is not null and i.withdrawn_at is null and i.counts) as interviewed,
      exists (select from survey_interview i where i.convention_id = asked.convention_id and i.panel_person_id = asked.id
        and i.completed_at is not null and i.withdrawn_at is null and i.counts and i.partial) as partial
    from survey_panel_person asked
      join survey_panel panel on panel.convention_id = asked.convention_id and panel.id = asked.panel_id
      join survey_pool_person pool on pool.convention_id = asked.convention_id and pool.panel_id = asked.panel_id and pool.position = asked.position
    where asked.panel_id = ${panelId} order by asked.id`.execute(tx)
  return rows
}

/** Those asked who could have answered, as the register knew all of them: nothing that only an interview tells. */
export async function eligibleOf(tx: ActorTx, panelId: string): Promise<EligiblePerson[]> {
  const rows = await askedOf(tx, panelId)
  return rows
    .filter((row) => !finalOutcome(row).startsWith('4'))
    .map(({ id, features, values, interviewed }) => ({
      id,
      profile: knownOf(features, values),
      answered: interviewed,
    }))
}

export async function responseOf(tx: ActorTx, panelId: string): Promise<Response> {
  const rows = await askedOf(tx, panelId)
  const counts = countOutcomes(rows.map(finalOutcome))
  const rates = outcomeRates(counts)
  const profiles = FEATURES.flatMap((feature) => {
    const own = rows.flatMap(({ features, values, interviewed }) =>
      features.some((name) => isFeature(name) && name === feature)
        ? [{ value: values[features.indexOf(feature)] ?? UNKNOWN, interviewed }]
        : [],
    )
    return [...new Set(own.map(({ value }) => value))].sort().map((value) => ({
      feature,
      value,
      asked: own.filter((one) => one.value === value).length,
      answered: own.filter((one) => one.value === value && one.interviewed).length,
    }))
  })
  const [widest] = [...new Set(profiles.map(({ feature }) => feature))].sort(
    (a, b) => sizeOf(profiles, b) - sizeOf(profiles, a),
  )
  const categories = profiles
    .filter(({ feature }) => feature === widest)
    .map(({ value, asked, answered }) => ({ category: value, drawn: asked, answered }))
  return {
    asked: rows.length,
    outcomes: { ...counts },
    rates: {
      response: rates.response[0] ?? null,
      responseWithPartial: rates.response[1] ?? null,
      cooperation: rates.cooperation[0] ?? null,
      refusal: rates.refusal[0] ?? null,
      contact: rates.contact[0] ?? null,
    },
    rIndicator: categories.length > 0 ? compareProfiles(categories).rIndicator : null,
    profiles,
  }
}

function sizeOf(profiles: readonly { feature: string }[], feature: string): number {
  return profiles.filter((profile) => profile.feature === feature).length
}

/** The AAPOR code that a household ends with; someone met and not yet heard is « other », someone never sought is of unknown eligibility. */
function finalOutcome({ outcomes, interviewed, partial }: Asked): string {
  if (partial) return '1.2'
  if (interviewed || outcomes.includes('1.0')) return '1.0'
  const last = outcomes.findLast((outcome) => /^[1-4]\.(?!20$)/.test(outcome))
  if (last !== undefined) return last
  if (outcomes.includes('agreed') || outcomes.includes('later')) return '2.30'
  return outcomes.includes('2.20') ? '2.20' : '3.0'
}

/** The same as it may leave the operator. */
export async function guardedResponse(response: Response): Promise<Response> {
  const profiles = await Promise.all(
    FEATURES.map(async (feature) => {
      const own = response.profiles.filter((profile) => profile.feature === feature)
      if (own.length === 0) return []
      const { cells } = await guardTable(
        own.map(({ asked, answered }) => [answered ?? 0, (asked ?? 0) - (answered ?? 0)]),
        OUTSIDE_OPERATOR,
        { totalIsPublic: true },
      )
      return own.map((profile, at) => {
        const open = cells[at]?.every((count) => count !== null) ?? false
        return { ...profile, asked: open ? profile.asked : null, answered: open ? profile.answered : null }
      })
    }),
  )
  const named = Object.entries(response.outcomes)
  const many = named.every(([, count]) => count === 0 || (count ?? 0) >= OUTSIDE_OPERATOR)
  const enough = (response.asked ?? 0) >= OUTSIDE_OPERATOR
  return {
    asked: enough ? response.asked : null,
    // Rates and counts give each other away: either all of them are large enough, or only the whole is said.
    outcomes: many ? response.outcomes : Object.fromEntries(named.map(([name]) => [name, null])),
    rates: many
      ? response.rates
      : { response: null, responseWithPartial: null, cooperation: null, refusal: null, contact: null },
    rIndicator: response.rIndicator,
    profiles: profiles.flat(),
  }
}
