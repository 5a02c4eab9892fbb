/** Someone refuses, moved, or was never met: the next of the reserve takes the place, chosen by the rule and by nobody. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { UNKNOWN } from './features.ts'
import { reasonToReplace } from './outcomes.ts'
import { type Panel, panelOf, quotasOf } from './panels.server.ts'
import { type Person, substituteFor, violationsOf } from './substitute.ts'

/** Replaces one person of a drawn panel. Returns who was let go, and who comes (nobody when the reserve is empty). */
export async function replacePerson(tx: ActorTx, panelId: string, leavingId: string): Promise<string | null> {
  must(tx.actor, 'survey.replacement.draw')
  // Two replacements at once would choose the same person: one after the other.
  await tx.selectFrom('survey_panel').select('id').where('id', '=', panelId).forUpdate().execute()
  const panel = await panelOf(tx, panelId)
  const reason = await reasonOf(tx, panelId, leavingId)
  // Nobody stays unknown: a criterion followed while recruiting has no seat for those not asked yet.
  const cells = (await quotasOf(tx, panelId)).filter(({ atDraw, value }) => atDraw || value !== UNKNOWN)
  const staying = await stayingOf(tx, panel, leavingId)
  const reserve = await reserveOf(tx, panelId)
  const at = substituteFor(cells, panel.features, staying, reserve)
  const chosen = at === undefined ? undefined : reserve[at]
  const substituteId = chosen ? await seat(tx, panelId, chosen) : null
  const before = violationsOf(cells, panel.features, staying)
  await tx
    .insertInto('survey_replacement')
    .values({
      convention_id: tx.actor.conventionId,
      panel_id: panelId,
      leaving_id: leavingId,
      substitute_id: substituteId,
      reason,
      violations_before: before,
      violations_after: chosen ? violationsOf(cells, panel.features, [...staying, chosen]) : before,
      replaced_by: tx.actor.memberId,
    })
    .execute()
  return substituteId
}

async function reasonOf(tx: ActorTx, panelId: string, leavingId: string) {
  const leaving = await tx
    .selectFrom('survey_panel_person as asked')
    .leftJoin('survey_replacement as replacement', 'replacement.leaving_id', 'asked.id')
    .select(['asked.id', 'replacement.id as replaced'])
    .where('asked.panel_id', '=', panelId)
    .where('asked.id', '=', leavingId)
    .executeTakeFirst()
  if (!leaving) throw new Refusal('platform.not-found', { status: 404 })
  if (leaving.replaced !== null) throw new Refusal('survey.person-replaced', { status: 409 })
  const tries = await tx
    .selectFrom('survey_contact_attempt')
    .select('outcome')
    .where('panel_person_id', '=', leavingId)
    .orderBy('made_at')
    .orderBy('id')
    .execute()
  const reason = reasonToReplace(tries.map(({ outcome }) => outcome))
  if (!reason) throw new Refusal('survey.replacement-too-early', { status: 409 })
  return reason
}

/** Those who keep their place, with the occupation they said rather than the register's. */
async function stayingOf(tx: ActorTx, panel: Panel, leavingId: string): Promise<Person[]> {
  const rows = await tx
    .selectFrom('survey_panel_person as asked')
    .innerJoin('survey_pool_person as pool', (on) =>
      on.onRef('pool.panel_id', '=', 'asked.panel_id').onRef('pool.position', '=', 'asked.position'),
    )
    .leftJoin('survey_replacement as replacement', 'replacement.leaving_id', 'asked.id')
    .select(['asked.id', 'pool.household', 'pool.features'])
    .where('asked.panel_id', '=', panel.id)
    .where('asked.id', '<>', leavingId)
    .where('replacement.id', 'is', null)
    .execute()
  const said = await saidOf(tx, panel.id)
  const pcsAt = panel.features.indexOf('pcs')
  return rows.map(({ id, household, features }) => ({
    household,
    values: features.map((value, i) => (i === pcsAt ? (said.get(id) ?? value) : value)),
  }))
}

async function saidOf(tx: ActorTx, panelId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('survey_said_pcs as said')
    .innerJoin('survey_panel_person as asked', 'asked.id', 'said.panel_person_id')
    .select(['asked.id', 'said.pcs'])
    .where('asked.panel_id', '=', panelId)
    .orderBy('said.said_at')
    .orderBy('said.id')
    .execute()
  return new Map(rows.map(({ id, pcs }) => [id, String(pcs)]))
}

interface InReserve extends Person {
  position: number
  person_id: string
  household_id: string
  residence_id: string
}

/** The reserve in its order, without anyone whose household was asked before, staying or not. */
async function reserveOf(tx: ActorTx, panelId: string): Promise<InReserve[]> {
  const rows = await tx
    .selectFrom('survey_reserve as reserve')
    .innerJoin('survey_pool_person as pool', (on) =>
      on.onRef('pool.panel_id', '=', 'reserve.panel_id').onRef('pool.position', '=', 'reserve.position'),
    )
    .select([
      'pool.position',
      'pool.person_id',
      'pool.household_id',
      'pool.residence_id',
      'pool.household',
      'pool.features',
    ])
    .where('reserve.panel_id', '=', panelId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('survey_panel_person as asked')
            .select('asked.id')
            .whereRef('asked.household_id', '=', 'pool.household_id')
            .whereRef('asked.panel_id', '=', 'reserve.panel_id'),
        ),
      ),
    )
    .orderBy('reserve.rank')
    .execute()
  return rows.map(({ features, ...row }) => ({ ...row, values: features }))
}

async function seat(tx: ActorTx, panelId: string, chosen: InReserve): Promise<string> {
  const { id } = await tx
    .insertInto('survey_panel_person')
    .values({
      convention_id: tx.actor.conventionId,
      panel_id: panelId,
      position: chosen.position,
      person_id: chosen.person_id,
      household_id: chosen.household_id,
      residence_id: chosen.residence_id,
      probability: 0, // the chance at the draw; as a substitute it depends on the refusals and is not known beforehand
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Replacements made so far, newest first, by pseudonym. */
export async function replacementsOf(tx: ActorTx, panelId: string) {
  must(tx.actor, 'survey.panel.people.read')
  return tx
    .selectFrom('survey_replacement as replacement')
    .innerJoin('survey_panel_person as leaving', 'leaving.id', 'replacement.leaving_id')
    .innerJoin('survey_pool_person as left', (on) =>
      on.onRef('left.panel_id', '=', 'leaving.panel_id').onRef('left.position', '=', 'leaving.position'),
    )
    .leftJoin('survey_panel_person as coming', 'coming.id', 'replacement.substitute_id')
    .leftJoin('survey_pool_person as came', (on) =>
      on.onRef('came.panel_id', '=', 'coming.panel_id').onRef('came.position', '=', 'coming.position'),
    )
    .leftJoin('survey_reserve as reserve', (on) =>
      on.onRef('reserve.panel_id', '=', 'coming.panel_id').onRef('reserve.position', '=', 'coming.position'),
    )
    .innerJoin('member', 'member.id', 'replacement.replaced_by')
    .select([
      'replacement.id',
      'replacement.reason',
      'replacement.replaced_at',
      'member.display_name as by',
      'reserve.rank',
    ])
    .select([
      'leaving.id as leaving_id',
      'left.pseudonym as leaving',
      'coming.id as coming_id',
      'came.pseudonym as coming',
    ])
    .select(['replacement.violations_before', 'replacement.violations_after'])
    .where('replacement.panel_id', '=', panelId)
    .orderBy('replacement.id', 'desc')
    .limit(500)
    .execute()
}

export async function panelOfPerson(tx: ActorTx, personId: string): Promise<string> {
  must(tx.actor, 'survey.contact.read')
  const row = await tx
    .selectFrom('survey_panel_person')
    .select('panel_id')
    .where('id', '=', personId)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return row.panel_id
}
