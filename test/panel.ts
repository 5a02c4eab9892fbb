/** A drawn panel for tests of what follows the draw: put in by the owner of the tables, without the lottery. */
import type { House } from './house.ts'
import { one, settleStock } from './stock.ts'

/** Ids of the people of a panel of `size`, in its order. */
export async function settlePanel(house: House, size = 6): Promise<string[]> {
  const { conventionId, memberId } = house.actorOf('operator-lead')
  await settleStock(house.owner, conventionId, 2, size)
  const panel = await one(
    house.owner,
    `insert into survey_panel (convention_id, name, size, features, public_token, created_by)
     values ($1, 'Panel d’essai', $2, array['residence', 'sex'], repeat('t', 32), $3) returning id`,
    [conventionId, size, memberId],
  )
  await house.owner.query(
    `insert into survey_seal (convention_id, panel_id, text, sha256, quota_version, pool_size, sealed_by)
     values ($1, $2, '{}', encode(sha256('{}'), 'hex'), 1, 1000, $3)`,
    [conventionId, panel, memberId],
  )
  await house.owner.query(
    `insert into survey_pool_person (convention_id, panel_id, position, pseudonym, salt, person_id, household_id, residence_id, household, features)
     select $1, $2, row_number() over (order by code) - 1, 'p' || lpad((row_number() over (order by code))::text, 5, '0'), 's', id, household_id, residence_id, 'h', array[residence_id::text, sex]
     from stock_person where convention_id = $1 and is_holder order by code limit $3`,
    [conventionId, panel, size],
  )
  const { rows } = await house.owner.query<{ id: string }>(
    `insert into survey_panel_person (convention_id, panel_id, position, person_id, household_id, residence_id, probability)
     select convention_id, panel_id, position, person_id, household_id, residence_id, 0.5 from survey_pool_person where panel_id = $1
     order by position returning id`,
    [panel],
  )
  return rows.map(({ id }) => id)
}
