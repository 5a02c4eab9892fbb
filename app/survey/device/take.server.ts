/** What a device sends, act by act: each taken once, kept apart when it cannot be taken, and answered the same however often it comes. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { type Actor, type ActorTx, asPerson, inConvention, must, outside } from '#app/platform/database.server.ts'
import { log } from '#app/platform/log.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Json } from '#packages/fair-panel/canonical-json.ts'
import { type Act, fingerprint } from '#packages/sync-log/act.ts'
import type { Answer, Outcome, Receipt } from '#packages/sync-log/device-log.ts'
import { dayIn, type Placed, place } from '#packages/sync-log/instants.ts'
import { judge } from '#packages/sync-log/judge.ts'
import { answersOf } from '../interviews/answers.server.ts'
import { keepClosingNotes, type Pen } from '../interviews/closing-notes.server.ts'
import type { GivenPlace } from '../interviews/given-place.ts'
import { finishInterview, insertInterview } from '../interviews/interviews.server.ts'
import { withKnownPlace } from '../interviews/place-book.server.ts'
import { PLACES } from '../outcomes.ts'
import { AnswerContent, BeginContent, EndContent, NotesContent, type Offer, OLDEST_SCHEMA, SCHEMA } from './acts.ts'
import { barredOf } from './sending-device.server.ts'
import { Stamp } from './stamp.ts'
import { keepVersion } from './versions.server.ts'

/** Days after which every back-up that could be restored in a hurry holds an act: until then the device keeps it too. */
const KEPT_DAYS = 3

/** The first form is read as it is: what it does not say is left as it stands. */
const UPGRADES = new Map([[1, (content: Json) => content]])

type At = Pick<Placed, 'atMs'>

export interface SyncAnswer extends Answer {
  /** More than five minutes: the person is told. */
  clockIsWrong: boolean
  /** Whoever sends may no longer write: once all has arrived, the device forgets everything. */
  barred: boolean
}

/** Takes an offer. Each act has a transaction of its own: one that fails stops no other. */
export async function takeOffer(
  person: { id: string },
  actor: Actor | undefined,
  offer: Offer,
  now = Date.now(),
): Promise<SyncAnswer> {
  const barred = await barredOf(person.id, offer.device)
  const receipts = await inTurn(offer.acts, (act) =>
    barred === '' && actor
      ? takeAct(actor, act, place(act.made, offer.sent, now))
      : quarantine(person.id, act, barred || 'member-left'),
  )
  const seen = barred === '' && actor ? await inConvention(actor, (tx) => seenOf(tx, offer)) : NOTHING_SEEN
  const { aheadMs, clockIsWrong } = place(offer.sent, offer.sent, now)
  return {
    epoch: await epoch(),
    receipts,
    ...seen,
    clockIsWrong: clockIsWrong && aheadMs !== 0,
    barred: barred !== '' || !actor,
  }
}

/** In the device's order. What rests on an act that has yet to be taken would be refused without it: it waits too. */
async function inTurn(acts: readonly Act[], take: (act: Act) => Promise<Outcome>): Promise<Receipt[]> {
  const receipts: Receipt[] = []
  const postponed = new Set<string>()
  for (const act of acts.toSorted((a, b) => a.seq - b.seq)) {
    const outcome: Outcome = postponed.has(act.subject) ? { outcome: 'later', reason: 'follows' } : await take(act)
    if (outcome.outcome === 'later') postponed.add(act.subject)
    receipts.push({ id: act.id, ...outcome })
  }
  return receipts
}

const NOTHING_SEEN = { safeThrough: 0, withdrawn: [] }

/** Changes when the installation is restored from a back-up: devices then offer again what they kept. */
export async function epoch(): Promise<string> {
  const row = await outside()
    .selectFrom('installation_epoch')
    .select('id')
    .orderBy('began_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.id
}

/**
 * From the sealed file of a device that the lead hands in: done by whoever has the device, at the hour that it said.
 *
 * @param owner whose device it is, as the lead says: only for one that this server does not know
 */
export async function takeHandedIn(
  actor: Actor,
  device: string,
  acts: Offer['acts'],
  owner?: string,
): Promise<{ author: string; outcomes: Outcome[] }> {
  must(actor, 'survey.interview.decide')
  const now = Date.now()
  const author = await inConvention(actor, (tx) => ownerOf(tx, device, owner))
  const outcomes = await inTurn(
    acts.filter((one) => one.device === device),
    (act) => takeAct(actor, act, { atMs: Math.min(act.made.wallMs, now) }, author),
  )
  return { author, outcomes }
}

async function ownerOf(tx: ActorTx, device: string, told: string | undefined): Promise<string> {
  const known = await tx.selectFrom('survey_device').select('member_id').where('id', '=', device).executeTakeFirst()
  if (known) return known.member_id
  const { rows } = await sql<{
    adopted: boolean
  }>`select survey_device_adopt(${device}::uuid, ${told ?? null}::uuid) as adopted`.execute(tx)
  if (!told || !rows[0]?.adopted) throw new Refusal('survey.device-unknown', { field: 'owner' })
  return told
}

async function takeAct(actor: Actor, act: Act, placed: At, author = actor.memberId): Promise<Outcome> {
  try {
    return await inConvention(actor, (tx) => take(tx, act, placed, author))
  } catch (error) {
    log.error({ err: error, act: act.id }, 'an act of a device was not taken')
    return { outcome: 'later', reason: 'fault' }
  }
}

async function take(tx: ActorTx, act: Act, placed: At, author: string): Promise<Outcome> {
  must(tx.actor, 'survey.interview.write')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`device ${act.device}`}, 0))`.execute(tx)
  const verdict = judge(act, await heldOf(tx, act), {
    barred: null,
    withdrawn: await isWithdrawn(tx, act.subject),
    oldestSchema: OLDEST_SCHEMA,
    newestSchema: SCHEMA,
    upgrades: UPGRADES,
    refusal: () => null,
  })
  if (verdict.again || verdict.outcome.outcome === 'later') return verdict.outcome
  const outcome = verdict.outcome.outcome === 'stored' ? await applied(tx, act, placed, author) : verdict.outcome
  await keepAct(tx, act, outcome)
  return outcome
}

async function heldOf(tx: ActorTx, act: Act) {
  const { id, device, seq } = act
  const print = fingerprint(act)
  const rows = await tx
    .selectFrom('survey_device_act')
    .select(['id', 'fingerprint', 'outcome', 'reason'])
    .where((row) =>
      row.or([
        row('id', '=', id),
        row('fingerprint', '=', print),
        row.and([row('device_id', '=', device), row('seq', '=', seq)]),
      ]),
    )
    .where('outcome', '<>', 'set-aside')
    .limit(5)
    .execute()
  const sameId = rows.find((row) => row.fingerprint === print) ?? rows.find((row) => row.id === id)
  const sameSeq = rows.find((row) => row.id !== id)
  return {
    ...(sameId ? { sameId: { fingerprint: sameId.fingerprint, outcome: outcomeFrom(sameId) } } : {}),
    ...(sameSeq ? { sameSeq: { id: sameSeq.id } } : {}),
  }
}

function outcomeFrom({ outcome, reason }: { outcome: string; reason: string | null }): Outcome {
  if (outcome === 'quarantined') return { outcome, reason: reason ?? '' }
  return outcome === 'withdrawn' ? { outcome } : { outcome: 'stored' }
}

/** Locked: one that is being taken back at this moment is waited for, so that nothing of it is kept after. */
async function isWithdrawn(tx: ActorTx, interview: string): Promise<boolean> {
  const row = await tx
    .selectFrom('survey_interview')
    .select('withdrawn_at')
    .where('id', '=', interview)
    .forUpdate()
    .executeTakeFirst()
  return row?.withdrawn_at != null
}

/** Does what the act says; a refusal undoes what it began and sets the act aside. */
async function applied(tx: ActorTx, act: Act, placed: At, author: string): Promise<Outcome> {
  await sql`savepoint act`.execute(tx)
  try {
    await apply(tx, act, placed, author)
    return { outcome: 'stored' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sql`rollback to savepoint act`.execute(tx)
    return { outcome: 'set-aside', reason: error.code }
  }
}

/**
 * @param author whoever did it on the device: not always who sends, nor who lets it in
 * @throws Refusal also for what the database cannot hold: sent again it would be refused again
 */
export async function apply(tx: ActorTx, act: Act, placed: At, author: string): Promise<void> {
  try {
    await carryOut(tx, act, placed, author)
  } catch (error) {
    throw isUnholdable(error) ? new Refusal('survey.act-not-held') : error
  }
}

/**
 * Classes 22 and 23 of SQLSTATE: a value that the database does not hold, or a rule of its tables. What is there already (23505) was not
 * when the act was looked at: somebody wrote it at that very moment, and the next time it is reckoned with.
 */
function isUnholdable(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|23(?!505))/.test(error.code ?? '')
}

async function carryOut(tx: ActorTx, act: Act, placed: At, author: string): Promise<void> {
  if (act.kind === 'begin') return begin(tx, act.subject, understood(BeginContent, act.content), placed, author)
  if (act.kind === 'answer') {
    const { question, basedOn, answer: said } = understood(AnswerContent, act.content)
    const { place = await standingPlace(tx, act.subject, question), ...rest } = said
    return keepVersion(tx, {
      id: act.id,
      interviewId: act.subject,
      questionId: question,
      basedOn,
      answer: await withKnownPlace(tx, { ...rest, place }),
      stamp: Stamp.parse(act.stamp),
      author,
      madeAt: new Date(placed.atMs),
    })
  }
  const pen = { author, at: new Date(placed.atMs) }
  if (act.kind === 'notes') return keepClosingNotes(tx, act.subject, understood(NotesContent, act.content).notes, pen)
  if (act.kind === 'end') return end(tx, act.subject, understood(EndContent, act.content), pen)
  throw new Refusal('survey.act-unknown')
}

/** A device that knows of no places says nothing of them: the one that was noted elsewhere stays. */
async function standingPlace(tx: ActorTx, interview: string, question: string): Promise<GivenPlace | null> {
  return (await answersOf(tx, interview)).get(question)?.place ?? null
}

function understood<Content>(
  schema: { safeParse: (content: unknown) => { success: true; data: Content } | { success: false } },
  content: unknown,
): Content {
  const parsed = schema.safeParse(content)
  if (!parsed.success) throw new Refusal('survey.act-not-understood')
  return parsed.data
}

async function begin(tx: ActorTx, id: string, content: BeginContent, placed: At, author: string): Promise<void> {
  const version = await tx
    .selectFrom('survey_guide_version')
    .select('id')
    .where('id', '=', content.version)
    .executeTakeFirst()
  if (!version || (content.person === null) === (content.caretaker === null))
    throw new Refusal('survey.act-not-understood')
  const counting = await tx
    .selectFrom('survey_interview')
    .select('id')
    .where('counts', '=', true)
    .where((row) =>
      content.person === null
        ? row.and([row('caretaker_id', '=', content.caretaker), row('version_id', '=', content.version)])
        : row('panel_person_id', '=', content.person),
    )
    .executeTakeFirst()
  await insertInterview(tx, {
    ...content,
    id,
    versionId: content.version,
    personId: content.person,
    caretakerId: content.caretaker,
    from: 'device',
    heldOn: dayIn('Europe/Paris', placed.atMs),
    startedAt: new Date(placed.atMs),
    interviewerId: author,
    secondId: await secondOf(tx, content.second ?? null, author),
    counts: counting === undefined,
  })
}

/** A colleague who left meanwhile is no reason to turn an interview away. */
async function secondOf(tx: ActorTx, second: string | null, author: string): Promise<string | null> {
  if (second === null || second === author) return null
  const member = await tx.selectFrom('member').select('id').where('id', '=', second).executeTakeFirst()
  return member?.id ?? null
}

async function end(
  tx: ActorTx,
  id: string,
  content: { minutes: number; notes: string; partial: boolean },
  pen: Pen,
): Promise<void> {
  const interview = await tx
    .selectFrom('survey_interview')
    .select(['place', 'agrees_quotation', 'agrees_recall', 'agrees_audio', 'agrees_photo'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!interview) throw new Refusal('survey.act-without-interview')
  await finishInterview(
    tx,
    id,
    {
      ...content,
      place: placeFrom(interview.place),
      agreesQuotation: interview.agrees_quotation,
      agreesRecall: interview.agrees_recall,
      agreesAudio: interview.agrees_audio,
      agreesPhoto: interview.agrees_photo,
    },
    pen,
  )
}

async function keepAct(tx: ActorTx, act: Act, outcome: Outcome): Promise<void> {
  const waits = outcome.outcome === 'quarantined' || outcome.outcome === 'set-aside'
  const kept = {
    outcome: outcome.outcome,
    reason: 'reason' in outcome ? outcome.reason : null,
    fingerprint: fingerprint(act),
    act: waits ? JSON.stringify(act) : null,
  }
  await tx
    .insertInto('survey_device_act')
    .values({
      ...kept,
      convention_id: tx.actor.conventionId,
      // Another act of the same id or number is there: this one is kept beside it, under an id of its own.
      id: await freeId(tx, act),
      device_id: act.device,
      seq: act.seq,
      subject: act.subject,
      kind: act.kind,
    })
    .onConflict((on) => on.columns(['convention_id', 'id']).doUpdateSet({ ...kept, received_at: sql`now()` }))
    .execute()
}

async function freeId(tx: ActorTx, { id }: Act): Promise<string> {
  const taken = await tx
    .selectFrom('survey_device_act')
    .select('id')
    .where('id', '=', id)
    .where('outcome', '<>', 'set-aside')
    .executeTakeFirst()
  return taken ? randomUUID() : id
}

/** What the device may forget, and what it must. */
async function seenOf(tx: ActorTx, { device, waiting }: Offer) {
  await tx.updateTable('survey_device').set({ seen_at: sql`now()`, waiting }).where('id', '=', device).execute()
  const { safe } = await tx
    .selectFrom('survey_device_act')
    .select(sql<number>`coalesce(max(seq), 0)`.as('safe'))
    .where('device_id', '=', device)
    .where('received_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
    .executeTakeFirstOrThrow()
  const withdrawn = await tx
    .selectFrom('survey_interview as interview')
    .select('interview.id')
    .where('interview.withdrawn_at', 'is not', null)
    .where(sql<boolean>`exists (select from survey_device_act a where a.convention_id = interview.convention_id
      and a.subject = interview.id and a.device_id = ${device}::uuid)`)
    .limit(1000)
    .execute()
  return { safeThrough: safe, withdrawn: withdrawn.map(({ id }) => id) }
}

/** From somebody who may no longer write: kept for the lead, read back to nobody. */
async function quarantine(personId: string, act: Act, reason: string): Promise<Outcome> {
  const standing = await asPerson(personId, async (tx) => {
    const { rows } = await sql<{
      standing: string | null
    }>`select survey_device_quarantine(${act.device}::uuid, ${JSON.stringify(act)}::jsonb,
      ${fingerprint(act)}, ${reason}) as standing`.execute(tx)
    return rows[0]?.standing
  })
  if (standing === 'withdrawn') return { outcome: 'withdrawn' }
  return standing ? { outcome: 'quarantined', reason } : { outcome: 'later', reason: 'fault' }
}

function placeFrom(text: string) {
  return PLACES.find((known) => known === text) ?? 'home'
}
