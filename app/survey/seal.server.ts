/** The seal: the pool is frozen under pseudonyms, and the hash of pool and settings is published before anything is drawn. */
import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { installationSecret } from '#app/platform/settings.server.ts'
import { FORMAT, leafOf, type Opening, type Sealed } from '#packages/draw-record/record.ts'
import { canonicalJson } from '#packages/fair-panel/canonical-json.ts'
import { sha256Hex } from '#packages/fair-panel/sha256.ts'
import { feasibilityOf } from './lottery.server.ts'
import { draftOf, draftQuotas, latestVersion, type Panel } from './panels.server.ts'
import { type Candidate, candidatesOf } from './population.server.ts'
import { plainProblems, type Quota } from './quotas.ts'

interface PoolPerson extends Candidate, Opening {
  pseudonym: string
}

/** Freezes a draft. Refused while its quotas cannot be met: a seal that leads nowhere would have to be broken. */
export async function sealPanel(tx: ActorTx, panelId: string): Promise<void> {
  must(tx.actor, 'survey.panel.draw')
  // Two presses at once: the second waits, then finds the panel sealed.
  await tx.selectFrom('survey_panel').select('id').where('id', '=', panelId).forUpdate().execute()
  const panel = await draftOf(tx, panelId)
  const quotas = (await draftQuotas(tx, panel)).filter(({ atDraw }) => atDraw)
  const pool = pseudonymous(panel, await candidatesOf(tx, panel, panel.features))
  if (plainProblems(quotas, panel.size).length > 0) throw new Refusal('survey.quotas-impossible')
  const { feasible } = await feasibilityOf({ ...panel, quotas, people: pool })
  if (!feasible) throw new Refusal('survey.quotas-impossible')
  const text = canonicalJson(sealedFrom(panel, quotas, pool))
  await tx
    .insertInto('survey_seal')
    .values({
      convention_id: tx.actor.conventionId,
      panel_id: panelId,
      text,
      sha256: sha256Hex(text),
      quota_version: await latestVersion(tx, panelId),
      pool_size: pool.length,
      sealed_by: tx.actor.memberId,
    })
    .execute()
  await keepPool(tx, panelId, pool)
}

/** Sorted by pseudonym: the order of the list tells nothing of the register. */
function pseudonymous(panel: Panel, candidates: readonly Candidate[]): PoolPerson[] {
  const key = createHmac('sha256', installationSecret()).update(`survey-panel:${panel.id}`).digest()
  const pseudonymOf = (id: string) => createHmac('sha256', key).update(id).digest('hex').slice(0, 20)
  return candidates
    .map((candidate) => ({
      ...candidate,
      pseudonym: pseudonymOf(candidate.personId),
      household: pseudonymOf(candidate.householdId),
      salt: randomBytes(16).toString('base64url'),
    }))
    .sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))
}

function sealedFrom(panel: Panel, quotas: readonly Quota[], pool: readonly PoolPerson[]): Sealed {
  return {
    format: FORMAT,
    size: panel.size,
    objective: panel.objective,
    population: panel.holdersOnly ? 'holders' : 'adults',
    onePerHousehold: panel.onePerHousehold,
    features: panel.features,
    quotas: quotas.map(({ feature, value, minimum, maximum }) => ({ feature, value, min: minimum, max: maximum })),
    pool: pool.map((person) => ({ pseudonym: person.pseudonym, leaf: leafOf(openingOf(person)) })),
  }
}

function openingOf({ salt, household, values }: Opening): Opening {
  return { salt, household, values }
}

// One statement for the whole pool: the trigger that keeps it whole counts once.
async function keepPool(tx: ActorTx, panelId: string, pool: readonly PoolPerson[]): Promise<void> {
  const rows = JSON.stringify(
    pool.map((person, position) => ({
      position,
      pseudonym: person.pseudonym,
      salt: person.salt,
      person_id: person.personId,
      household_id: person.householdId,
      residence_id: person.residenceId,
      household: person.household,
      features: person.values,
    })),
  )
  await sql`insert into survey_pool_person
      (convention_id, panel_id, position, pseudonym, salt, person_id, household_id, residence_id, household, features)
    select ${tx.actor.conventionId}::uuid, ${panelId}::uuid, position, pseudonym, salt, person_id, household_id, residence_id, household, features
    from jsonb_to_recordset(${rows}::jsonb) as row
      (position integer, pseudonym text, salt text, person_id uuid, household_id uuid, residence_id uuid, household text, features text[])
  `.execute(tx)
}

/** What was promised, for who may see figures. */
export async function sealOf(tx: ActorTx, panelId: string) {
  must(tx.actor, 'survey.panel.read')
  return tx
    .selectFrom('survey_seal as seal')
    .innerJoin('member', 'member.id', 'seal.sealed_by')
    .select([
      'seal.sha256',
      'seal.pool_size',
      'seal.sealed_at',
      'seal.quota_version',
      'member.display_name as sealed_by',
    ])
    .where('seal.panel_id', '=', panelId)
    .executeTakeFirst()
}
