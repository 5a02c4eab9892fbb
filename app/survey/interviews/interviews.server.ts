/** Interviews: begun, finished, broken off, withdrawn. Who says what is read by the operator alone, and each look is recorded. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import { mustBeAsked, recordAttempt } from '../contacts.server.ts'
import type { PLACES } from '../outcomes.ts'
import { addNotes, forgetPauses, joinedNotes, lockedForNotes, type Pen } from './closing-notes.server.ts'
import { audienceOf, guideOf, questionsOf } from './guides.server.ts'
import { type Agreement, type Consent, INTERVIEW_STATES, NOTICE_VERSION, type Source } from './interview-choices.ts'

export type Place = (typeof PLACES)[number]

const MOST_CHOICES = 300

export interface NewInterview extends Record<Agreement, boolean> {
  /** Made by the page or the phone: sent twice, it begins once. */
  id: string
  guideId: string
  personId: string | null
  caretakerId: string | null
  from: Source
  heldOn: string
  place: Place
  interviewerId: string
  secondId: string | null
  consent: Consent
  signature: string | null
}

/** Begins an interview with the newest version of its guide, which no longer changes from then on. */
export async function beginInterview(tx: ActorTx, interview: NewInterview): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const guide = await guideOf(tx, interview.guideId)
  if (guide.audience !== (interview.personId ? 'tenant' : 'caretaker'))
    throw new Refusal('survey.guide-for-others', { field: 'guide' })
  if (interview.secondId === interview.interviewerId) throw new Refusal('survey.second-is-first', { field: 'second' })
  if (interview.personId) await mustBeAsked(tx, interview.personId)
  await refuseSecond(tx, interview)
  await insertInterview(tx, { ...interview, versionId: guide.version_id, counts: true })
}

async function refuseSecond(tx: ActorTx, { id, personId, caretakerId, guideId }: NewInterview): Promise<void> {
  const other = await tx
    .selectFrom('survey_interview as interview')
    .innerJoin('survey_guide_version as version', 'version.id', 'interview.version_id')
    .select('interview.id')
    .where('interview.counts', '=', true)
    .where('interview.id', '<>', id)
    .$if(personId !== null, (query) => query.where('interview.panel_person_id', '=', personId))
    .$if(personId === null, (query) =>
      query.where('interview.caretaker_id', '=', caretakerId).where('version.guide_id', '=', guideId),
    )
    .executeTakeFirst()
  if (other) throw new Refusal('survey.interview-exists', { status: 409 })
}

/** Keeps an interview under its id, once. The caller has checked who, and with which guide. */
export async function insertInterview(
  tx: ActorTx,
  interview: Omit<NewInterview, 'guideId'> & { versionId: string; counts: boolean; startedAt?: Date },
): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  await tx
    .insertInto('survey_interview')
    .values({
      convention_id: tx.actor.conventionId,
      id: interview.id,
      version_id: interview.versionId,
      panel_person_id: interview.personId,
      caretaker_id: interview.caretakerId,
      held_on: interview.heldOn,
      place: interview.place,
      started_at: interview.startedAt ?? (interview.from === 'visit' ? sql<Date>`now()` : null),
      entered_from: interview.from,
      interviewer_id: interview.interviewerId,
      second_id: interview.secondId,
      consent: interview.consent,
      signature: interview.signature,
      notice: NOTICE_VERSION,
      agrees_quotation: interview.agreesQuotation,
      agrees_recall: interview.agreesRecall,
      agrees_audio: interview.agreesAudio,
      agrees_photo: interview.agreesPhoto,
      counts: interview.counts,
      entered_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'id']).doNothing())
    .execute()
}

function interviews(tx: ActorTx) {
  return tx
    .selectFrom('survey_interview as interview')
    .innerJoin('survey_guide_version as version', 'version.id', 'interview.version_id')
    .innerJoin('survey_guide as guide', 'guide.id', 'version.guide_id')
    .innerJoin('member as interviewer', 'interviewer.id', 'interview.interviewer_id')
    .leftJoin('member as caretaker', 'caretaker.id', 'interview.caretaker_id')
    .leftJoin('survey_panel_person as asked', 'asked.id', 'interview.panel_person_id')
    .leftJoin('survey_pool_person as pool', (on) =>
      on.onRef('pool.panel_id', '=', 'asked.panel_id').onRef('pool.position', '=', 'asked.position'),
    )
    .leftJoin('stock_residence as residence', 'residence.id', 'asked.residence_id')
    .select([
      'interview.id',
      'interview.held_on',
      'interview.minutes',
      'interview.completed_at',
      'interview.withdrawn_at',
    ])
    .select(['interview.partial', 'interview.counts', 'interview.entered_from', 'interview.place'])
    .select(['guide.audience', 'guide.name as guide', 'version.version', 'interviewer.display_name as interviewer'])
    .select(['residence.name as residence', 'pool.pseudonym', 'caretaker.display_name as caretaker'])
}

/** A page of the interviews, newest first. */
export async function interviewsOf(tx: ActorTx, { filters, page, pageRows }: TableQuery) {
  must(tx.actor, 'survey.interview.read')
  const found = interviews(tx)
    .$if(filters.audience !== undefined, (query) => query.where('guide.audience', '=', filters.audience ?? ''))
    .$if(filters.by !== undefined, (query) => query.where('interview.interviewer_id', '=', tx.actor.memberId))
    .$if(filters.state !== undefined, (query) =>
      query.where(
        INTERVIEW_STATES.includes(stateFrom(filters.state)) ? inState(stateFrom(filters.state)) : sql<boolean>`true`,
      ),
    )
  const { count } = await found.clearSelect().select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  const rows = await found
    .orderBy('interview.held_on', 'desc')
    .orderBy('interview.id', 'desc')
    .limit(pageRows)
    .offset((page - 1) * pageRows)
    .execute()
  await looked(tx, rows, 'survey.interviews')
  return { rows, total: count }
}

function stateFrom(text: string | undefined) {
  return INTERVIEW_STATES.find((state) => state === text) ?? 'open'
}

function inState(state: (typeof INTERVIEW_STATES)[number]) {
  const withdrawn = sql.ref('interview.withdrawn_at')
  const completed = sql.ref('interview.completed_at')
  const partial = sql.ref('interview.partial')
  if (state === 'withdrawn') return sql<boolean>`${withdrawn} is not null`
  if (state === 'open') return sql<boolean>`${withdrawn} is null and ${completed} is null`
  return sql<boolean>`${withdrawn} is null and ${completed} is not null and ${partial} = ${state === 'partial'}`
}

/** One interview, without what was answered. */
export async function interviewOf(tx: ActorTx, id: string, why: string) {
  must(tx.actor, 'survey.interview.read')
  const row = await interviews(tx)
    .leftJoin('member as second', 'second.id', 'interview.second_id')
    .select([
      'interview.version_id',
      'version.guide_id',
      'interview.panel_person_id',
      'asked.panel_id',
      'interview.consent',
      'interview.notice',
    ])
    .select([
      'interview.agrees_quotation',
      'interview.agrees_recall',
      'interview.agrees_audio',
      'interview.agrees_photo',
    ])
    .select(['interview.signature', 'interview.started_at', 'interview.notes', 'second.display_name as second'])
    .where(sql<boolean>`interview.id::text = ${id}`)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  await looked(tx, [row], why)
  return { ...row, audience: audienceOf(row.audience), questions: await questionsOf(tx, row.version_id) }
}

export type Interview = Awaited<ReturnType<typeof interviewOf>>

async function looked(tx: ActorTx, rows: readonly { id: string }[], why: string): Promise<void> {
  if (rows.length === 0) return
  await sql`select audit_access('survey_interview', ${rows.map(({ id }) => id)}::text[], ${why})`.execute(tx)
}

export interface Ending extends Record<Agreement, boolean> {
  minutes: number
  place: Place
  notes: string
  /** Broken off before the end of the guide. */
  partial: boolean
}

/**
 * Ends an interview: its words no longer change, and the contact has its outcome. A second press finds it done; what somebody else notes
 * there goes under what stands.
 */
export async function finishInterview(
  tx: ActorTx,
  id: string,
  ending: Ending,
  pen: Pen = { author: tx.actor.memberId, at: new Date() },
): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const interview = await lockedForNotes(tx, id)
  if (!interview) return
  if (interview.completed_at !== null) return addNotes(tx, interview, ending.notes, pen)
  const row = await tx
    .updateTable('survey_interview')
    .set({
      minutes: ending.minutes,
      place: ending.place,
      notes: await joinedNotes(tx, interview.id, ending.notes, pen),
      partial: ending.partial,
      agrees_quotation: ending.agreesQuotation,
      agrees_recall: ending.agreesRecall,
      agrees_audio: ending.agreesAudio,
      agrees_photo: ending.agreesPhoto,
      completed_at: sql`now()`,
    })
    .where('id', '=', interview.id)
    .returning(['panel_person_id', 'counts'])
    .executeTakeFirstOrThrow()
  if (!row.panel_person_id || !row.counts || (await isReplaced(tx, row.panel_person_id))) return
  await recordAttempt(tx, {
    id: randomUUID(),
    personId: row.panel_person_id,
    channel: ending.place === 'phone' ? 'phone' : 'visit',
    outcome: ending.partial ? '1.2' : '1.0',
  })
}

/** Replaced while the interview was under way without a network: the household is not on the list of contacts any more. */
async function isReplaced(tx: ActorTx, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('survey_replacement')
    .select('id')
    .where('leaving_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes up again an interview that was broken off. A complete one stays as it is: its words may have been coded. */
export async function reopenInterview(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const { numUpdatedRows } = await tx
    .updateTable('survey_interview')
    .set({ completed_at: null, partial: false })
    .where(sql<boolean>`id::text = ${id}`)
    .where('partial', '=', true)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`not exists (select from survey_excerpt e
      where e.convention_id = survey_interview.convention_id and e.interview_id = survey_interview.id)`)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('survey.interview-closed', { status: 409 })
  await forgetPauses(tx, id)
}

/** Consent is taken back: what was said is destroyed, that there was an interview stays. */
export async function withdrawInterview(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const { numUpdatedRows } = await tx
    .updateTable('survey_interview')
    .set({ withdrawn_at: sql`now()`, notes: '', signature: null, counts: false })
    .where(sql<boolean>`id::text = ${id}`)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await tx.deleteFrom('survey_answer').where(sql<boolean>`interview_id::text = ${id}`).execute()
}

const AGREEMENT_COLUMNS = {
  agreesQuotation: 'agrees_quotation',
  agreesRecall: 'agrees_recall',
  agreesAudio: 'agrees_audio',
  agreesPhoto: 'agrees_photo',
} as const satisfies Record<Agreement, string>

/** One agreement is taken back: the interview stays; sound or photos that hung on it are erased by the database. */
export async function takeBackAgreement(tx: ActorTx, id: string, agreement: Agreement): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  await tx
    .updateTable('survey_interview')
    .set({ [AGREEMENT_COLUMNS[agreement]]: false })
    .where(sql<boolean>`id::text = ${id}`)
    .execute()
}

/** Of several interviews of one person, the one that counts from now on. */
export async function letCount(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.decide')
  const chosen = await tx
    .selectFrom('survey_interview')
    .select(['panel_person_id', 'caretaker_id', 'version_id'])
    .where(sql<boolean>`id::text = ${id}`)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (!chosen) throw new Refusal('platform.not-found', { status: 404 })
  await tx
    .updateTable('survey_interview')
    .set({ counts: false })
    .where('counts', '=', true)
    .where((row) =>
      chosen.panel_person_id
        ? row('panel_person_id', '=', chosen.panel_person_id)
        : row.and([row('caretaker_id', '=', chosen.caretaker_id), row('version_id', '=', chosen.version_id)]),
    )
    .execute()
  await tx.updateTable('survey_interview').set({ counts: true }).where(sql<boolean>`id::text = ${id}`).execute()
}

/** Who may interview: the operator's own people. */
export async function interviewersOf(tx: ActorTx) {
  must(tx.actor, 'survey.interview.write')
  return membersWith(tx, ['operator-lead', 'operator-animator'])
}

/** Who has a caretakers' interview. */
export async function caretakersOf(tx: ActorTx) {
  must(tx.actor, 'survey.interview.write')
  return membersWith(tx, ['caretaker'])
}

function membersWith(tx: ActorTx, roles: string[]) {
  return tx
    .selectFrom('member')
    .select(['id', 'display_name as name'])
    .where('ended_at', 'is', null)
    .where(sql<boolean>`roles && ${roles}::text[]`)
    .orderBy('display_name')
    .limit(MOST_CHOICES)
    .execute()
}
