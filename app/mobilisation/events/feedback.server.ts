/** What people thought of an event, told by nobody in particular. */
import { sql } from 'kysely'
import { type ActorTx, must, outside } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { slowDown } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { INSIDE_OPERATOR, OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { FACES } from './choices.ts'
import { type Asked, pressOf } from './registrations.server.ts'

const BY_ADDRESS = { tries: 60, minutes: 60 }
const MOST_WORDS = 100

interface Given {
  website: string
  seal: string
  face: number
  said: string | null
}

/** Takes an opinion. The same form sent twice counts once. */
export async function giveFeedback({ code, address }: Omit<Asked, 'origin'>, { face, said, ...sealed }: Given) {
  const press = pressOf(code, sealed)
  await slowDown('event-feedback', address, BY_ADDRESS)
  const { rows } = await sql<{ done: boolean }>`
    select mobilisation_give_feedback(${code}, ${press}, ${face}, ${said}) as done`.execute(outside())
  if (!rows[0]?.done) throw new Refusal('mobilisation.not-the-time-to-say')
}

/** How many of each face, guarded by who reads; the words are the team's. */
export async function feedbackOf(tx: ActorTx, eventId: string) {
  must(tx.actor, 'mobilisation.event.counts')
  const isTeam = may(tx.actor, 'mobilisation.registration.read')
  const { rows } = await sql<{ face: number; count: number }>`
    select * from mobilisation_feedback_counts(${eventId})`.execute(tx)
  const counts = FACES.map((face) => rows.find((row) => row.face === face)?.count ?? 0)
  const shown = guardCounts(counts, isTeam ? INSIDE_OPERATOR : OUTSIDE_OPERATOR)
  return {
    total: shown.total,
    faces: FACES.map((face, index) => ({ face, count: shown.counts[index] ?? null })),
    words: isTeam ? await wordsOf(tx, eventId) : [],
  }
}

/** In the order of the alphabet: that of their coming would tell who sat at the phone. */
async function wordsOf(tx: ActorTx, eventId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('mobilisation_feedback')
    .select('said')
    .distinct()
    .where('event_id', '=', eventId)
    .where('said', 'is not', null)
    .orderBy('said')
    .limit(MOST_WORDS)
    .execute()
  return rows.flatMap(({ said }) => said ?? [])
}
