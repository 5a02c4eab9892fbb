/** Who can be drawn: adults of the register who live in the residences chosen, as the register knows them today. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import { bandOf, type Feature, UNKNOWN } from './features.ts'
import { ALWAYS, type Count, inOrder } from './quotas.ts'

export interface Population {
  /** Empty: the whole stock. */
  residenceIds: string[]
  holdersOnly: boolean
}

export interface Candidate {
  personId: string
  householdId: string
  residenceId: string
  /** Values, one for each feature of the panel, in its order. */
  values: string[]
}

const ADULT_AGE = 18

/**
 * The people who can be drawn, in the order of their ids.
 *
 * Left out: children (by year of birth; who is 17 for some months more is found at the door), people who left, a protected address
 * (being solicited could expose the person), and households that refused in another panel of the convention.
 */
export async function candidatesOf(
  tx: ActorTx,
  { residenceIds, holdersOnly }: Population,
  features: readonly Feature[],
  year = new Date().getFullYear(),
): Promise<Candidate[]> {
  const rows = await tx
    .selectFrom('stock_person as person')
    .innerJoin('stock_household as household', 'household.id', 'person.household_id')
    .innerJoin('stock_residence as residence', 'residence.id', 'person.residence_id')
    .select(['person.id', 'person.household_id', 'person.residence_id', 'residence.code as residence'])
    .select(['person.sex', 'person.pcs', 'person.birth_year'])
    .where((is) =>
      is.or([is('household.left_on', 'is', null), is('household.left_on', '>', sql<string>`current_date`)]),
    )
    .where((is) =>
      is.or([
        is('person.birth_year', '<=', year - ADULT_AGE),
        is.and([is('person.birth_year', 'is', null), is('person.is_holder', '=', true)]), // a lease is signed by an adult
      ]),
    )
    .where(sql<boolean>`not exists (select from stock_contact c where c.convention_id = person.convention_id
      and c.person_id = person.id and c.is_protected)`)
    .where(sql<boolean>`person.household_id not in (select asked.household_id from survey_panel_person asked
      join survey_contact_attempt attempt on attempt.convention_id = asked.convention_id and attempt.panel_person_id = asked.id
      where attempt.outcome in ('2.10', '2.11'))`)
    .$if(holdersOnly, (query) => query.where('person.is_holder', '=', true))
    .$if(residenceIds.length > 0, (query) => query.where('person.residence_id', 'in', residenceIds))
    .orderBy('person.id')
    .execute()
  return rows.map((row) => ({
    personId: row.id,
    householdId: row.household_id,
    residenceId: row.residence_id,
    values: features.map((feature) => {
      if (feature === 'residence') return row.residence
      if (feature === 'age') return row.birth_year === null ? UNKNOWN : bandOf(year - row.birth_year)
      return String(row[feature] ?? UNKNOWN)
    }),
  }))
}

/** How many people have each value; residences by their names. */
export async function countsOf(
  tx: ActorTx,
  candidates: readonly Candidate[],
  features: readonly Feature[],
): Promise<Count[]> {
  const names = new Map((await residencesOf(tx)).map(({ code, name }) => [code, name]))
  return inOrder(
    features.flatMap((feature, at) => {
      const pool = new Map<string, number>(feature === 'residence' ? [] : ALWAYS[feature].map((value) => [value, 0]))
      for (const { values } of candidates) {
        const value = values[at] ?? UNKNOWN
        pool.set(value, (pool.get(value) ?? 0) + 1)
      }
      return [...pool].map(([value, count]) => ({ feature, value, label: names.get(value) ?? value, pool: count }))
    }),
  )
}

export function residencesOf(tx: ActorTx) {
  return tx.selectFrom('stock_residence').select(['id', 'code', 'name']).orderBy('name').execute()
}
