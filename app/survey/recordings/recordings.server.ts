/** Sound and photos of interviews: taken in piece by piece as devices send them, each piece once, kept sealed, and heard by the operator alone. */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { type ActorTx, must, outside } from '#app/platform/database.server.ts'
import { pathOfFile, storeFile } from '#app/platform/files.server.ts'
import { log } from '#app/platform/log.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { sealBytes, unsealBytes } from '#app/platform/sealed-bytes.server.ts'
import { photoFacts } from '#packages/photo-facts/photo-facts.ts'
import { seekable, startsLikeWebm } from '#packages/seekable-webm/seekable-webm.ts'
import {
  type Chunk,
  type ChunkAnswer,
  emptyUpload,
  receiveChunk,
  receiveManifest,
  stateOf,
  type Upload,
} from '#packages/sync-log/recording.ts'
import {
  type Kind,
  MOST_PIECE_BYTES,
  type Piece,
  type RecordingAnswer,
  type RecordingOffer,
} from './recording-offer.ts'

export const MOST_BYTES: Record<Kind, number> = { audio: 200e6, photo: 6e6 }
const MOST_PIXELS = 25e6
/** Of one interview: more is not a recording of it. */
const MOST_RECORDINGS = 60

/**
 * What a device holds: known from now on, if its interview is here and the person agreed. Asked again, the answer says what is still missing.
 *
 * @param author whoever made it: not always who sends it, nor who lets it in
 */
export async function takeRecording(
  tx: ActorTx,
  offer: RecordingOffer,
  author = tx.actor.memberId,
): Promise<RecordingAnswer> {
  must(tx.actor, 'survey.interview.write')
  const interview = await tx
    .selectFrom('survey_interview')
    .select(['withdrawn_at', 'agrees_audio', 'agrees_photo'])
    .where('id', '=', offer.interview)
    .executeTakeFirst()
  if (!interview) return { state: 'later', received: [] }
  const agreed = offer.kind === 'audio' ? interview.agrees_audio : interview.agrees_photo
  if (interview.withdrawn_at !== null || !agreed) return { state: 'erased', received: [] }
  await insertRecording(tx, offer, author)
  const held = await heldRecording(tx, offer.id)
  if (!held || held.erased) return { state: held?.why === 'unfit' ? 'unfit' : 'erased', received: [] }
  await keepMoments(tx, offer)
  return offer.manifest ? closeRecording(tx, held, { id: offer.id, ...offer.manifest }) : answerOf(held.upload)
}

async function insertRecording(
  tx: ActorTx,
  { id, interview, kind, mediaType, caption, begunMs }: RecordingOffer,
  author: string,
) {
  const { count } = await tx
    .selectFrom('survey_recording')
    .select(sql<number>`count(*)`.as('count'))
    .where('interview_id', '=', interview)
    .executeTakeFirstOrThrow()
  if (count >= MOST_RECORDINGS) return
  await tx
    .insertInto('survey_recording')
    .values({
      convention_id: tx.actor.conventionId,
      id,
      interview_id: interview,
      kind,
      media_type: mediaType,
      caption: caption.trim(),
      began_at: new Date(Math.min(begunMs, Date.now())), // a telephone may live in the future
      made_by: author,
    })
    .onConflict((on) => on.columns(['convention_id', 'id']).doNothing())
    .execute()
}

interface Held {
  kind: Kind
  erased: boolean
  why: string | null
  seal: Buffer
  upload: Upload
  isWhole: boolean
}

/** Locked: pieces of one recording are taken one after the other. */
async function heldRecording(tx: ActorTx, id: string): Promise<Held | undefined> {
  const row = await tx
    .selectFrom('survey_recording')
    .select(['kind', 'erased_at', 'erased_why', 'seal', 'pieces', 'bytes', 'hash', 'whole_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const { pieces, bytes, hash } = row
  return {
    kind: row.kind === 'photo' ? 'photo' : 'audio',
    erased: row.erased_at !== null,
    why: row.erased_why,
    seal: row.seal ?? Buffer.alloc(0),
    isWhole: row.whole_at !== null,
    upload: {
      ...emptyUpload(id),
      chunks: new Map((await piecesOf(tx, id)).map((piece) => [piece.index, piece])),
      manifest: pieces === null || bytes === null || hash === null ? null : { id, chunks: pieces, bytes, hash },
    },
  }
}

async function piecesOf(tx: ActorTx, id: string): Promise<(Chunk & { fileId: string })[]> {
  const rows = await tx
    .selectFrom('survey_recording_piece')
    .select(['number', 'offset_at', 'bytes', 'hash', 'file_id'])
    .where('recording_id', '=', id)
    .orderBy('number')
    .limit(5000)
    .execute()
  return rows.map(({ number, offset_at, bytes, hash, file_id }) => ({
    index: number,
    offset: offset_at,
    bytes,
    hash,
    fileId: file_id,
  }))
}

async function keepMoments(tx: ActorTx, { id, kind, moments }: RecordingOffer): Promise<void> {
  if (kind !== 'audio' || moments.length === 0) return
  const known = await tx
    .selectFrom('survey_recording as recording')
    .innerJoin('survey_interview as interview', 'interview.id', 'recording.interview_id')
    .innerJoin('survey_question as question', 'question.version_id', 'interview.version_id')
    .select('question.id')
    .where('recording.id', '=', id)
    .execute()
  const asked = new Set(known.map((question) => question.id))
  const values = moments
    .filter(({ question }) => asked.has(question))
    .map(({ question, atMs }) => ({
      convention_id: tx.actor.conventionId,
      recording_id: id,
      question_id: question,
      part: 'note',
      at_ms: atMs,
      set_by: tx.actor.memberId,
    }))
  if (values.length > 0)
    await tx
      .insertInto('survey_moment')
      .values(values)
      .onConflict((on) => on.doNothing())
      .execute()
}

function answerOf(upload: Upload): RecordingAnswer {
  return { state: stateOf(upload), received: [...upload.chunks.keys()].sort((a, b) => a - b) }
}

async function closeRecording(
  tx: ActorTx,
  held: Held,
  manifest: NonNullable<Upload['manifest']>,
): Promise<RecordingAnswer> {
  const { upload, answer } = receiveManifest(held.upload, manifest)
  const closed = answerOf(upload)
  if (held.isWhole || answer === 'differs') return closed
  await tx
    .updateTable('survey_recording')
    .set({ pieces: manifest.chunks, bytes: manifest.bytes, hash: manifest.hash })
    .where('id', '=', manifest.id)
    .execute()
  if (closed.state !== 'whole') return closed
  const bytes = await bytesOf(tx, manifest.id, held.seal)
  if (isUnfit(held.kind, bytes)) {
    await sql`select survey_recording_erase(${manifest.id}::uuid, 'unfit')`.execute(tx)
    return { state: 'unfit', received: [] }
  }
  await tx
    .updateTable('survey_recording')
    .set({ whole_at: sql`now()`, length_ms: held.kind === 'audio' ? (seekable(bytes)?.lengthMs ?? null) : null })
    .where('id', '=', manifest.id)
    .execute()
  return closed
}

/** A photo that still tells where it was taken is refused: devices draw it anew before they keep it. */
function isUnfit(kind: Kind, bytes: Uint8Array): boolean {
  if (kind === 'audio') return !startsLikeSound(bytes)
  const facts = photoFacts(bytes)
  return !facts || facts.tells.length > 0 || facts.width * facts.height > MOST_PIXELS
}

function startsLikeSound(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  return startsLikeWebm(bytes) || text.startsWith('OggS') || text.endsWith('ftyp')
}

export interface PieceAnswer {
  answer: ChunkAnswer | 'gone'
}

/** One piece: kept once, however often it comes. */
export async function takePiece(
  tx: ActorTx,
  { recording, number, offset, hash }: Piece,
  data: Uint8Array,
): Promise<PieceAnswer> {
  must(tx.actor, 'survey.interview.write')
  const held = await heldRecording(tx, recording)
  if (!held || held.erased) return { answer: 'gone' }
  if (data.length > MOST_PIECE_BYTES || offset + data.length > MOST_BYTES[held.kind])
    throw new Refusal('platform.file-too-large', { values: { megabytes: MOST_BYTES[held.kind] / 1e6 }, status: 413 })
  const chunk = { index: number, offset, bytes: data.length, hash }
  const { answer } = receiveChunk(held.upload, chunk, data)
  if (answer !== 'stored') return { answer }
  const sealed = sealBytes(held.seal, placeOf(recording, number), data)
  const file = await storeFile(tx, [sealed], {
    name: 'piece',
    mediaType: 'application/octet-stream',
    purpose: 'survey.recording',
    most: MOST_PIECE_BYTES + 100,
  })
  await tx
    .insertInto('survey_recording_piece')
    .values({
      convention_id: tx.actor.conventionId,
      recording_id: recording,
      number,
      offset_at: offset,
      bytes: data.length,
      hash,
      file_id: file.id,
    })
    .execute()
  return { answer }
}

function placeOf(recording: string, number: number): string {
  return `survey-recording ${recording} ${number}`
}

/** What has come without a gap from the beginning. */
async function bytesOf(tx: ActorTx, id: string, seal: Buffer): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const [at, { index, fileId }] of (await piecesOf(tx, id)).entries()) {
    if (index !== at) break
    const sealed = await readFile(pathOfFile(tx.actor.conventionId, fileId))
    parts.push(unsealBytes(seal, placeOf(id, index), sealed))
  }
  return Buffer.concat(parts)
}

/** A sound as a player needs it, with its length and its index; a photo as it is, once all of it has come. Each look is recorded. */
export async function recordingToPlay(tx: ActorTx, interviewId: string, id: string, why = 'survey.recording') {
  must(tx.actor, 'survey.interview.read')
  const row = await tx
    .selectFrom('survey_recording')
    .select(['id', 'kind', 'media_type', 'seal', 'whole_at'])
    .where(sql<boolean>`id::text = ${id}`)
    .where(sql<boolean>`interview_id::text = ${interviewId}`)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!row?.seal || (row.kind === 'photo' && row.whole_at === null))
    throw new Refusal('platform.not-found', { status: 404 })
  await sql`select audit_access('survey_recording', array[${row.id}]::text[], ${why})`.execute(tx)
  const bytes = await bytesOf(tx, row.id, row.seal)
  return {
    mediaType: row.media_type.split(';')[0] ?? '',
    bytes: row.kind === 'audio' ? (seekable(bytes)?.bytes ?? bytes) : bytes,
  }
}

export interface RecordingShown {
  id: string
  kind: Kind
  caption: string
  beganAt: string
  lengthMs: number | null
  isWhole: boolean
  /** Day on which the sound goes at the latest. */
  goesOn: string
}

/** Sound and photos of one interview that are still there, in the order in which they were made. */
export async function recordingsOf(tx: ActorTx, interviewId: string): Promise<RecordingShown[]> {
  must(tx.actor, 'survey.interview.read')
  const rows = await tx
    .selectFrom('survey_recording as recording')
    .innerJoin('survey_interview as interview', 'interview.id', 'recording.interview_id')
    .select(['recording.id', 'recording.kind', 'recording.caption', 'recording.began_at'])
    .select(['recording.length_ms', 'recording.whole_at'])
    .select(sql<string>`(interview.held_on + interval '3 months')::date`.as('goes_on'))
    .where('recording.interview_id', '=', interviewId)
    .where('recording.erased_at', 'is', null)
    .where((row) =>
      row.or([
        row('recording.whole_at', 'is not', null),
        sql<boolean>`recording.kind = 'audio' and exists (select from survey_recording_piece p
          where p.convention_id = recording.convention_id and p.recording_id = recording.id and p.number = 0)`,
      ]),
    )
    .orderBy('recording.began_at')
    .orderBy('recording.id')
    .limit(MOST_RECORDINGS)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind === 'photo' ? 'photo' : 'audio',
    caption: row.caption,
    beganAt: row.began_at.toISOString(),
    lengthMs: row.length_ms,
    isWhole: row.whole_at !== null,
    goesOn: row.goes_on,
  }))
}

/** Takes out one sound or photo; devices that hold it follow. */
export async function eraseRecording(tx: ActorTx, interviewId: string, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const row = await tx
    .selectFrom('survey_recording')
    .select('id')
    .where(sql<boolean>`id::text = ${id}`)
    .where(sql<boolean>`interview_id::text = ${interviewId}`)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  await sql`select survey_recording_erase(${row.id}::uuid, 'by-hand')`.execute(tx)
}

/** Each hour: what was promised to go, goes. Its bytes follow with the next tidying. */
export async function expireRecordings(): Promise<void> {
  const { rows } = await sql<{ gone: number }>`select survey_recordings_expire() as gone`.execute(outside())
  if (rows[0]?.gone) log.info({ recordings: rows[0].gone }, 'recordings expired')
}
