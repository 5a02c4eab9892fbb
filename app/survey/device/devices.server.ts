/** The devices of the interviewers: opened by their member, given what the day needs, revoked by the lead; and what the lead must decide on. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { inParis } from '#packages/french/paris-time.ts'
import { answersOf } from '../interviews/answers.server.ts'
import { appointmentsToHold } from '../interviews/appointments.server.ts'
import { guidesOf, questionsOf } from '../interviews/guides.server.ts'
import { caretakersOf, interviewersOf } from '../interviews/interviews.server.ts'
import { noticeOf } from '../interviews/notice.ts'
import { whoWord } from '../interviews/who-word.ts'
import { doorOf, nameOf } from '../person-words.ts'
import { Offer } from './acts.ts'
import { filePublicKey } from './device-file.server.ts'
import { apply, epoch } from './take.server.ts'
import { standingOf } from './versions.server.ts'

const DAY_MS = 24 * 3_600_000
const MOST = 200

/**
 * Opens a device of mine and gives its secret with what lies on it: the appointments of today and tomorrow, the guides, what is under way.
 *
 * @param known devices that this browser holds something of, whosever they are
 * @param fresh id for a new one, when none of them is mine
 */
export async function openDevice(tx: ActorTx, known: readonly string[], fresh: string, now = new Date()) {
  must(tx.actor, 'survey.interview.write')
  const mine = await tx
    .selectFrom('survey_device')
    .select(['id', 'revoked_at'])
    .where('id', 'in', [fresh, ...known])
    .where('member_id', '=', tx.actor.memberId)
    .orderBy('seen_at', 'desc')
    .executeTakeFirst()
  if (mine?.revoked_at) throw new Refusal('survey.device-revoked', { status: 410 })
  const id = mine?.id ?? fresh
  if (!mine)
    await tx
      .insertInto('survey_device')
      .values({ convention_id: tx.actor.conventionId, id, member_id: tx.actor.memberId })
      .execute()
  const { secret } = await tx
    .selectFrom('survey_device')
    .select('secret')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { last } = await tx
    .selectFrom('survey_device_act')
    .select(sql<number>`coalesce(max(seq), 0)`.as('last'))
    .where('device_id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    device: id,
    secret: secret.toString('base64'),
    lastSeq: last,
    epoch: await epoch(),
    pack: await packOf(tx, now),
  }
}

async function packOf(tx: ActorTx, now: Date) {
  const { operator_name: operator, landlord_name: landlord } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'landlord_name'])
    .executeTakeFirstOrThrow()
  const names = { operator, landlord }
  const guides = await Promise.all(
    (await guidesOf(tx)).map(async ({ version_id, name, audience, version }) => ({
      id: version_id,
      name: `${name} (${version})`,
      audience: audience === 'caretaker' ? ('caretaker' as const) : ('tenant' as const),
      questions: await questionsOf(tx, version_id),
    })),
  )
  const tomorrow = inParis(new Date(now.getTime() + 2 * DAY_MS)).day
  const appointments = await appointmentsToHold(tx, { mine: true, before: new Date(`${tomorrow}T00:00:00Z`) })
  return {
    madeAt: now.toISOString(),
    guides,
    notices: { tenant: noticeOf('tenant', names), caretaker: noticeOf('caretaker', names) },
    caretakers: await caretakersOf(tx),
    colleagues: (await interviewersOf(tx)).filter(({ id }) => id !== tx.actor.memberId),
    fileKey: filePublicKey(tx.actor.conventionId),
    appointments: appointments
      .filter(({ interview_id }) => interview_id === null)
      .map((one) => ({
        person: one.person_id,
        at: one.starts_at.toISOString(),
        place: one.place,
        name: nameOf(one),
        where: [one.residence, doorOf(one)].filter(Boolean).join(' · '),
      })),
    underWay: await underWayOf(tx),
  }
}

/** Interviews of mine that are not finished, with the wordings that stand: another device goes on from there. */
async function underWayOf(tx: ActorTx) {
  const rows = await tx
    .selectFrom('survey_interview as interview')
    .leftJoin('member as caretaker', 'caretaker.id', 'interview.caretaker_id')
    .leftJoin('survey_panel_person as asked', 'asked.id', 'interview.panel_person_id')
    .leftJoin('survey_pool_person as pool', (on) =>
      on.onRef('pool.panel_id', '=', 'asked.panel_id').onRef('pool.position', '=', 'asked.position'),
    )
    .leftJoin('stock_residence as residence', 'residence.id', 'asked.residence_id')
    .select(['interview.id', 'interview.version_id', 'caretaker.display_name as caretaker', 'pool.pseudonym'])
    .select(['residence.name as residence', 'interview.agrees_audio', 'interview.agrees_photo'])
    .where('interview.completed_at', 'is', null)
    .where('interview.withdrawn_at', 'is', null)
    .where((row) =>
      row.or([
        row('interview.interviewer_id', '=', tx.actor.memberId),
        row('interview.second_id', '=', tx.actor.memberId),
      ]),
    )
    .orderBy('interview.id')
    .limit(20)
    .execute()
  if (rows.length > 0)
    await sql`select audit_access('survey_interview', ${rows.map(({ id }) => id)}::text[], 'survey.device')`.execute(tx)
  return Promise.all(
    rows.map(async (row) => {
      const standing = await standingOf(tx, row.id)
      return {
        id: row.id,
        guide: row.version_id,
        who: whoWord(row),
        agreesAudio: row.agrees_audio,
        agreesPhoto: row.agrees_photo,
        answers: [...(await answersOf(tx, row.id))].map(([question, answer]) => ({
          question,
          answer,
          versions: (standing.get(question) ?? []).map(({ id }) => id),
        })),
      }
    }),
  )
}

/** Devices of the convention, the latest seen first. */
export async function devicesOf(tx: ActorTx) {
  must(tx.actor, 'survey.interview.decide')
  return tx
    .selectFrom('survey_device as device')
    .innerJoin('member', 'member.id', 'device.member_id')
    .select(['device.id', 'device.seen_at', 'device.waiting', 'device.revoked_at', 'member.display_name as who'])
    .orderBy('device.seen_at', 'desc')
    .limit(MOST)
    .execute()
}

/** A lost device: its secret is given no more, and what it still sends waits for the lead. */
export async function revokeDevice(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.decide')
  await tx
    .updateTable('survey_device')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** What devices sent and could not be taken as it was. */
export async function waitingActs(tx: ActorTx) {
  must(tx.actor, 'survey.interview.decide')
  return tx
    .selectFrom('survey_device_act as act')
    .innerJoin('survey_device as device', 'device.id', 'act.device_id')
    .innerJoin('member', 'member.id', 'device.member_id')
    .select(['act.id', 'act.kind', 'act.outcome', 'act.reason', 'act.received_at', 'act.subject'])
    .select('member.display_name as who')
    .where('act.outcome', 'in', ['quarantined', 'set-aside'])
    .orderBy('act.received_at')
    .orderBy('act.seq')
    .limit(MOST)
    .execute()
}

const StoredAct = Offer.shape.acts.def.element

/** Lets in what waited: it is then as if it had come from somebody who may write. */
export async function letIn(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.decide')
  const row = await tx
    .selectFrom('survey_device_act as act')
    .innerJoin('survey_device as device', 'device.id', 'act.device_id')
    .select(['act.act', 'act.received_at', 'device.member_id'])
    .where('act.id', '=', id)
    .where('act.outcome', 'in', ['quarantined', 'set-aside'])
    .forUpdate('act')
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  const act = StoredAct.parse(row.act)
  await apply(tx, act, { atMs: Math.min(act.made.wallMs, row.received_at.getTime()) }, row.member_id)
  await tx
    .updateTable('survey_device_act')
    .set({ outcome: 'stored', reason: null, act: null })
    .where('id', '=', id)
    .execute()
}

/** Destroys what waited. */
export async function discardAct(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.decide')
  await tx
    .deleteFrom('survey_device_act')
    .where('id', '=', id)
    .where('outcome', 'in', ['quarantined', 'set-aside'])
    .execute()
}
