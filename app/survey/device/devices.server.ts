/** The devices of the interviewers: opened by their member, given what the day needs, revoked by the lead; and what the lead must decide on. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { inParis } from '#packages/french/paris-time.ts'
import { answersOf } from '../interviews/answers.server.ts'
import { NO_ANSWER } from '../interviews/answers.ts'
import { appointmentsToHold } from '../interviews/appointments.server.ts'
import { closingNotesOf } from '../interviews/closing-notes.server.ts'
import { audienceOf, guidesOf, questionsOf, versionsOf } from '../interviews/guides.server.ts'
import { caretakersOf, interviewersOf } from '../interviews/interviews.server.ts'
import { noticeOf } from '../interviews/notice.ts'
import { placeBookOf } from '../interviews/place-book.server.ts'
import { whoWord } from '../interviews/who-word.ts'
import { doorOf, nameOf } from '../person-words.ts'
import { OfferedAct } from './acts.ts'
import { filePublicKey } from './device-file.server.ts'
import { apply, epoch } from './take.server.ts'
import { shownOf } from './versions.server.ts'
import { writtenQuestion } from './wire.ts'

const DAY_MS = 24 * 3_600_000
const MOST = 200

interface AskedToOpen {
  /** Devices that this browser holds something of, whosever they are. */
  known: readonly string[]
  /** Devices that this browser was, whatever it still holds. */
  before: readonly string[]
  /** Id for a new one, when none of them is mine. */
  fresh: string
  /** Mark of the book of places that it holds: the same is not sent again. */
  placeBook?: string | undefined
}

/**
 * Opens a device of mine and gives its secret with what lies on it: the appointments of today and tomorrow, the guides, what is under way.
 * A browser that was a device of mine and holds nothing of it has thrown its store away: what it had not sent is gone, since it was last
 * seen.
 */
export async function openDevice(tx: ActorTx, { known, before, fresh, placeBook }: AskedToOpen, now = new Date()) {
  must(tx.actor, 'survey.interview.write')
  const all = await tx
    .selectFrom('survey_device')
    .select(['id', 'revoked_at', 'seen_at'])
    .where('id', 'in', [fresh, ...known, ...before])
    .where('member_id', '=', tx.actor.memberId)
    .orderBy('seen_at', 'desc')
    .execute()
  const held = all.find(({ id }) => id === fresh || known.includes(id))
  const lost = held ? undefined : all[0]
  const mine = held ?? lost
  if (mine?.revoked_at) throw new Refusal('survey.device-revoked', { status: 403 })
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
    lostSince: lost?.seen_at.toISOString() ?? null,
    epoch: await epoch(),
    ...(await packFor(tx, placeBook, now)),
  }
}

async function packFor(tx: ActorTx, held: string | undefined, now: Date) {
  const pack = await packOf(tx, now)
  const keepsPlaceBook = held !== undefined && pack.placeBook?.mark === held
  return { keepsPlaceBook, pack: keepsPlaceBook ? { ...pack, placeBook: null } : pack }
}

async function packOf(tx: ActorTx, now: Date) {
  const { operator_name: operator, landlord_name: landlord } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'landlord_name'])
    .executeTakeFirstOrThrow()
  const names = { operator, landlord }
  const underWay = await underWayOf(tx)
  const newest = await guidesOf(tx)
  const older = await versionsOf(
    tx,
    underWay.map(({ guide }) => guide),
  )
  await sql`select survey_guides_given(${newest.map(({ version_id }) => version_id)}::uuid[])`.execute(tx)
  const guides = await Promise.all(
    [...newest, ...older.filter(({ version_id: id }) => !newest.some((one) => one.version_id === id))].map(
      async ({ version_id, name, audience, version }) => ({
        id: version_id,
        name: `${name} (${version})`,
        audience: audienceOf(audience),
        isNewest: newest.some((one) => one.version_id === version_id),
        questions: (await questionsOf(tx, version_id)).map(writtenQuestion),
      }),
    ),
  )
  const tomorrow = inParis(new Date(now.getTime() + 2 * DAY_MS)).day
  const appointments = await appointmentsToHold(tx, { mine: true, before: new Date(`${tomorrow}T00:00:00Z`) })
  return {
    madeAt: now.toISOString(),
    guides,
    notices: { tenant: noticeOf('tenant', names), caretaker: noticeOf('caretaker', names) },
    caretakers: await caretakersOf(tx),
    colleagues: (await interviewersOf(tx)).filter(({ id }) => id !== tx.actor.memberId),
    placeBook: guides.some(({ questions }) => questions.some(({ isPlace }) => isPlace)) ? await placeBookOf(tx) : null,
    fileKey: filePublicKey(tx.actor.conventionId),
    appointments: appointments
      .filter(({ interview_id }) => interview_id === null)
      .map((one) => ({
        person: one.person_id,
        at: one.starts_at.toISOString(),
        place: one.place,
        name: nameOf(one),
        where: [one.residence, doorOf(one)].filter(Boolean).join(' · '),
        residence: one.residence,
      })),
    underWay,
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
    .select(['residence.name as residence', 'interview.agrees_audio', 'interview.agrees_photo', 'interview.notes'])
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
      const answers = await answersOf(tx, row.id)
      return {
        id: row.id,
        guide: row.version_id,
        who: whoWord(row),
        residence: row.residence,
        agreesAudio: row.agrees_audio,
        agreesPhoto: row.agrees_photo,
        notes: await closingNotesOf(tx, row),
        answers: [...(await shownOf(tx, row.id))].map(([question, version]) => ({
          question,
          answer: answers.get(question) ?? NO_ANSWER,
          versions: [version],
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

/** Whose a device may be that this server does not know: also of somebody who left. */
export async function possibleOwners(tx: ActorTx) {
  must(tx.actor, 'survey.interview.decide')
  return tx
    .selectFrom('member')
    .select(['id', 'display_name as name'])
    .where(sql<boolean>`roles && array['operator-lead', 'operator-animator']`)
    .orderBy('display_name')
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
  const act = OfferedAct.parse(row.act)
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
