/** Sound and photos of a device that may no longer send: taken in sealed, read back to nobody, decided on by the lead within thirty days. */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, asPerson, must, outside } from '#app/platform/database.server.ts'
import { forgetBytes, pathOfFile, receiveBytes } from '#app/platform/files.server.ts'
import { log } from '#app/platform/log.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { sealBytes, unsealBytes } from '#app/platform/sealed-bytes.server.ts'
import { emptyUpload, receiveChunk, stateOf } from '#packages/sync-log/recording.ts'
import { MOST_PIECE_BYTES, type Piece, type RecordingAnswer, RecordingOffer } from './recording-offer.ts'
import { MOST_BYTES, type PieceAnswer, takePiece, takeRecording } from './recordings.server.ts'

/** Of one device, at once: what an interviewer may have made in a week. */
const MOST_HELD = 60
const MOST_HELD_BYTES = 500e6
/** Days that the lead has to decide; the database counts them. */
export const HELD_DAYS = 30

const Held = z.object({
  kind: z.enum(['audio', 'photo']),
  convention: z.uuid(),
  seal: z.base64(),
  manifest: RecordingOffer.shape.manifest,
  used: z.number(),
  pieces: z.array(z.object({ index: z.number(), offset: z.number(), bytes: z.number(), hash: z.string() })),
})
const Holding = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['erased', 'whole', 'full']) }),
  Held.extend({ state: z.literal('open') }),
])

/** @param reason why the device is barred, as `survey_device_barred` says it */
export async function holdRecording(
  personId: string,
  device: string,
  offer: RecordingOffer,
  reason: string,
): Promise<RecordingAnswer> {
  const answer = await asPerson(personId, async (tx) => {
    const { rows } = await sql<{
      held: unknown
    }>`select survey_device_hold(${device}::uuid, ${JSON.stringify(offer)}::jsonb,
      ${reason}, ${MOST_HELD}) as held`.execute(tx)
    return rows[0]?.held
  })
  if (answer === null) throw new Refusal('platform.not-found', { status: 404 })
  const held = Holding.parse(answer)
  if (held.state !== 'open') return { state: held.state === 'full' ? 'later' : held.state, received: [] }
  const upload = uploadOf(offer.id, held)
  return { state: stateOf(upload), received: [...upload.chunks.keys()] }
}

function uploadOf(id: string, { pieces, manifest }: z.infer<typeof Held>) {
  return {
    ...emptyUpload(id),
    chunks: new Map(pieces.map((piece) => [piece.index, piece])),
    manifest: manifest && { id, ...manifest },
  }
}

export async function holdPiece(
  personId: string,
  device: string,
  { recording, number, offset, hash }: Piece,
  data: Uint8Array,
): Promise<PieceAnswer> {
  const answer = await asPerson(personId, async (tx) => {
    const { rows } = await sql<{
      held: unknown
    }>`select survey_device_held(${device}::uuid, ${recording}::uuid) as held`.execute(tx)
    return rows[0]?.held
  })
  if (answer === null) return { answer: 'gone' }
  const held = Held.parse(answer)
  if (
    data.length > MOST_PIECE_BYTES ||
    offset + data.length > MOST_BYTES[held.kind] ||
    held.used + data.length > MOST_HELD_BYTES
  )
    throw new Refusal('platform.file-too-large', { values: { megabytes: MOST_BYTES[held.kind] / 1e6 }, status: 413 })
  const piece = { index: number, offset, bytes: data.length, hash }
  const { answer: received } = receiveChunk(uploadOf(recording, held), piece, data)
  if (received !== 'stored') return { answer: received }
  const sealed = sealBytes(Buffer.from(held.seal, 'base64'), placeOf(recording, number), data)
  const file = await receiveBytes(held.convention, [sealed], MOST_PIECE_BYTES + 100)
  const kept = await asPerson(personId, async (tx) => {
    const { rows } = await sql<{ kept: boolean }>`select survey_device_hold_piece(${device}::uuid, ${recording}::uuid,
      ${JSON.stringify({ number, offset, bytes: data.length, hash })}::jsonb, ${JSON.stringify(file)}::jsonb) as kept`.execute(
      tx,
    )
    return rows[0]?.kept === true
  })
  if (!kept) await forgetBytes(held.convention, file.id)
  return { answer: kept ? 'stored' : 'gone' }
}

function placeOf(recording: string, number: number): string {
  return `survey-held ${recording} ${number}`
}

/** What waits for the lead: whose it is, how much, since when, until when. Nothing of what it says. */
export async function heldRecordings(tx: ActorTx) {
  must(tx.actor, 'survey.interview.decide')
  return tx
    .selectFrom('survey_held_recording as held')
    .innerJoin('survey_device as device', 'device.id', 'held.device_id')
    .innerJoin('member', 'member.id', 'device.member_id')
    .leftJoin('survey_interview as interview', 'interview.id', 'held.interview_id')
    .select(['held.id', 'held.kind', 'held.reason', 'held.received_at', 'held.began_at', 'member.display_name as who'])
    .select('interview.id as interview')
    .select(
      sql<number>`(select coalesce(sum(p.bytes), 0) from survey_held_piece p where p.convention_id = held.convention_id and p.recording_id = held.id)`.as(
        'bytes',
      ),
    )
    .select(
      sql<Date>`least(held.received_at + make_interval(days => ${HELD_DAYS}),
        case when held.kind = 'audio' then held.began_at + interval '3 months' end)`.as('goes_at'),
    )
    .orderBy('held.received_at')
    .orderBy('held.id')
    .limit(200)
    .execute()
}

/**
 * Takes one in, as if its device had sent it: its interview must be here, and the person must have agreed.
 *
 * @returns what became of it: `erased` and `unfit` are gone; what came only in part plays as far as it came
 */
export async function letRecordingIn(tx: ActorTx, id: string): Promise<RecordingAnswer['state']> {
  must(tx.actor, 'survey.interview.decide')
  const row = await tx
    .selectFrom('survey_held_recording as held')
    .innerJoin('survey_device as device', 'device.id', 'held.device_id')
    .selectAll('held')
    .select('device.member_id')
    .where('held.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  const offer = RecordingOffer.parse({
    id,
    interview: row.interview_id,
    kind: row.kind,
    mediaType: row.media_type,
    caption: row.caption,
    begunMs: row.began_at.getTime(),
    moments: row.moments,
    manifest: row.manifest,
  })
  const { state } = await takeRecording(tx, { ...offer, manifest: null }, row.member_id)
  if (state === 'later') throw new Refusal('survey.held-without-interview', { status: 409 })
  if (state !== 'erased') await takePieces(tx, id, row.seal)
  const settled = await takeRecording(tx, offer, row.member_id)
  await settle(tx, id)
  return settled.state
}

async function takePieces(tx: ActorTx, recording: string, seal: Buffer): Promise<void> {
  const pieces = await tx
    .selectFrom('survey_held_piece')
    .select(['number', 'offset_at', 'hash', 'file_id'])
    .where('recording_id', '=', recording)
    .orderBy('number')
    .execute()
  for (const { number, offset_at, hash, file_id } of pieces) {
    const sealed = await readFile(pathOfFile(tx.actor.conventionId, file_id))
    const data = unsealBytes(seal, placeOf(recording, number), sealed)
    await takePiece(tx, { recording, number, offset: offset_at, hash }, data)
  }
}

/** Destroys one that waited. */
export async function discardRecording(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.interview.decide')
  await settle(tx, id)
}

async function settle(tx: ActorTx, id: string): Promise<void> {
  await sql`select survey_held_settle(${id}::uuid)`.execute(tx)
}

/** Each hour: nobody decided in time. */
export async function expireHeld(): Promise<void> {
  const { rows } = await sql<{ gone: number }>`select survey_held_expire() as gone`.execute(outside())
  if (rows[0]?.gone) log.info({ recordings: rows[0].gone }, 'held recordings expired')
}
