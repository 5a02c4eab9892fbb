/**
 * Long work. The row in `job` is what people see (progress, cancel, retry); pg-boss only brings it to a free process, and again when that
 * process died. The work runs in one transaction with the asker's rights of that moment: done whole, or not at all.
 */
import { sql } from 'kysely'
import type pg from 'pg'
import { fromKysely, PgBoss } from 'pg-boss'
import { z } from 'zod'
import {
  type Actor,
  type ActorTx,
  appPool,
  inConvention,
  inConventionOnClient,
  must,
  outside,
  rolesFrom,
} from './database.server.ts'
import { faultNumber, log } from './log.server.ts'
import { type Capability, may } from './permissions.ts'
import { Refusal } from './refusal.ts'

const QUEUE = 'palier'
const BEAT_SECONDS = 20

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

export interface JobStep {
  /** Aborts when someone cancels or the process stops: hand it to whatever takes long. */
  signal: AbortSignal
  /** Shows how far we are, and throws once the job was cancelled. */
  progress: (done: number, total?: number, step?: string) => Promise<void>
}

/** What the work itself gets: also the connection of its transaction, for COPY. */
export interface JobWork extends JobStep {
  client: pg.ClientBase
}

export interface JobDefinition {
  kind: string
  run: (actor: Actor, input: unknown, step: JobStep) => Promise<Json>
  accepts: (input: unknown) => Json
  result?: JobResult
}

/** Where what came of it is seen. */
export interface JobResult {
  needs: Capability
  /** Address below the convention's, from the result, or from the input while there is none. */
  path: (said: unknown) => string | undefined
}

/** Declares a kind of work. The function gets the asker's transaction: what it writes is seen when it ends, or never. */
export function job<Input extends Json>(
  kind: string,
  schema: z.ZodType<Input>,
  work: (tx: ActorTx, input: Input, step: JobWork) => Promise<Json>,
  result?: JobResult,
): JobDefinition & { input?: Input } {
  return {
    kind,
    ...(result ? { result } : {}),
    accepts: (input) => schema.parse(input),
    run: (actor, input, step) =>
      inConventionOnClient(actor, (tx, client) =>
        stoppable(client, step.signal, async () => {
          const result = await work(tx, schema.parse(input), { ...step, client })
          step.signal.throwIfAborted() // the last moment to cancel
          return result
        }),
      ),
  }
}

/** A cancelled job does not wait for its running statement: the database is told to stop it. */
async function stoppable<Result>(
  client: pg.ClientBase,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const [row] = rows
  let stopping: Promise<unknown> = Promise.resolve()
  const stop = () => {
    stopping = appPool()
      .query('select pg_cancel_backend($1)', [row?.pid])
      .catch((error: unknown) => log.warn({ err: error }, 'a cancelled statement goes on'))
  }
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', stop)
    await stopping // never stops the next user of this connection
  }
}

/**
 * Puts work in the queue, in the asker's own transaction: a form that fails leaves no job behind.
 *
 * @param at when to begin, for work that looks at something later; a restored installation may begin earlier
 */
export async function askJob<Input>(
  tx: ActorTx,
  definition: JobDefinition & { input?: Input },
  input: Input,
  { retryOf, at }: { retryOf?: string; at?: Date } = {},
): Promise<string> {
  const { id } = await tx
    .insertInto('job')
    .values({
      convention_id: tx.actor.conventionId,
      kind: definition.kind,
      input: JSON.stringify(definition.accepts(input)),
      asked_by: tx.actor.memberId,
      retry_of: retryOf ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await queue().send(
    QUEUE,
    { jobId: id, memberId: tx.actor.memberId },
    { db: fromKysely(tx), ...(at ? { startAfter: at } : {}) },
  )
  return id
}

let boss: PgBoss | undefined
let declared: readonly JobDefinition[] = []

function queue(): PgBoss {
  if (!boss) throw new Error('openQueue() first')
  return boss
}

/** Every process may ask for work. */
export async function openQueue(): Promise<void> {
  const pool = appPool()
  boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    migrate: false,
    createSchema: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'queue'))
  await boss.start()
}

/** Processes that also do the work. Two at once, so that a long import does not hold a short draw. */
export async function workQueue(definitions: readonly JobDefinition[]): Promise<void> {
  declared = definitions
  const byKind = new Map(definitions.map((definition) => [definition.kind, definition]))
  await queue().work(
    QUEUE,
    { pollingIntervalSeconds: 0.5, batchSize: 1, localConcurrency: 2, heartbeatRefreshSeconds: 5 },
    async ([message]) => {
      const { jobId, memberId } = z.object({ jobId: z.uuid(), memberId: z.uuid() }).parse(message?.data)
      await work(byKind, jobId, memberId, message?.signal)
    },
  )
}

/** Whether work asked for now would be taken up. */
export async function queueAnswers(): Promise<boolean> {
  return (await boss?.getQueue(QUEUE)) != null
}

export async function closeQueue(): Promise<void> {
  await boss?.stop({ graceful: true, timeout: 10_000 })
  boss = undefined
}

/** The queue's own tables, made by the owner beside the migrations. */
export async function installQueue(ownerUrl: string): Promise<void> {
  const owner = new PgBoss({ connectionString: ownerUrl, max: 2 })
  owner.on('error', (error) => log.error({ err: error }, 'queue'))
  await owner.start()
  await owner.createQueue(QUEUE, {
    retryLimit: 3,
    retryDelay: 1,
    expireInSeconds: 6 * 3600,
    heartbeatSeconds: BEAT_SECONDS,
  })
  const db = owner.getDb()
  await db.executeSql(`grant usage on schema pgboss to palier_app;
    grant select, insert, update, delete on all tables in schema pgboss to palier_app;
    grant usage on all sequences in schema pgboss to palier_app;
    grant execute on all functions in schema pgboss to palier_app`)
  await owner.stop({ graceful: false })
}

/** Brings back to the queue what waited or ran when a back-up was taken: the queue itself is not kept. */
export async function queueAgain(ownerUrl: string): Promise<void> {
  const owner = new PgBoss({ connectionString: ownerUrl, max: 2, migrate: false })
  owner.on('error', (error) => log.error({ err: error }, 'queue'))
  await owner.start()
  const { rows } = await owner
    .getDb()
    .executeSql("select id, asked_by from job where state in ('waiting', 'running') order by asked_at")
  const Waiting = z.array(z.object({ id: z.uuid(), asked_by: z.uuid() }))
  for (const { id, asked_by } of Waiting.parse(rows)) await owner.send(QUEUE, { jobId: id, memberId: asked_by })
  await owner.stop({ graceful: false })
}

async function work(
  byKind: Map<string, JobDefinition>,
  jobId: string,
  memberId: string,
  processStops?: AbortSignal,
): Promise<void> {
  const actor = await actorOfMember(memberId)
  if (!actor) return log.warn({ jobId }, 'job of a member who left')
  const row = await begin(actor, jobId)
  const definition = row && byKind.get(row.kind)
  if (!row || !definition) return
  const cancel = new AbortController()
  const watch = setInterval(
    () => void isCancelled(actor, jobId).then((yes) => yes && cancel.abort(new Cancelled())),
    1000,
  )
  const signal = processStops ? AbortSignal.any([cancel.signal, processStops]) : cancel.signal
  try {
    const result = await definition.run(actor, row.input, { signal, progress: progressOf(actor, jobId, signal) })
    await finish(actor, jobId, { state: 'done', result: JSON.stringify(result) })
  } catch (error) {
    if (processStops?.aborted && !cancel.signal.aborted) throw error // another process takes it up
    await finish(actor, jobId, endOf(error, jobId, cancel.signal))
  } finally {
    clearInterval(watch)
  }
}

class Cancelled extends Error {}

/** The member in whose name work is done, with the rights of this moment. */
export async function actorOfMember(memberId: string): Promise<Actor | undefined> {
  return outside()
    .transaction()
    .execute(async (tx) => {
      await sql`select set_config('palier.member', ${memberId}, true)`.execute(tx)
      const row = await tx
        .selectFrom('member')
        .innerJoin('convention', 'convention.id', 'member.convention_id')
        .select(['member.person_id', 'member.convention_id', 'convention.code', 'member.display_name', 'member.roles'])
        .where('member.id', '=', memberId)
        .executeTakeFirst()
      return (
        row && {
          personId: row.person_id,
          memberId,
          conventionId: row.convention_id,
          conventionCode: row.code,
          displayName: row.display_name,
          roles: rolesFrom(row.roles),
        }
      )
    })
}

function begin(actor: Actor, jobId: string) {
  return inConvention(actor, (tx) =>
    tx
      .updateTable('job')
      .set({ state: 'running', started_at: sql`now()`, beat_at: sql`now()`, done: 0, total: null, step: null })
      .where('id', '=', jobId)
      .where('state', 'in', ['waiting', 'running'])
      .where('cancel_at', 'is', null)
      .returning(['kind', 'input'])
      .executeTakeFirst(),
  )
}

async function isCancelled(actor: Actor, jobId: string): Promise<boolean> {
  const row = await inConvention(actor, (tx) =>
    tx.selectFrom('job').select('cancel_at').where('id', '=', jobId).executeTakeFirst(),
  )
  return row?.cancel_at != null
}

function progressOf(actor: Actor, jobId: string, signal: AbortSignal): JobStep['progress'] {
  let shownAt = 0
  return async (done, total, step) => {
    signal.throwIfAborted()
    if (Date.now() - shownAt < 250 && done !== total) return
    shownAt = Date.now()
    await inConvention(actor, (tx) =>
      tx
        .updateTable('job')
        .set({
          done,
          beat_at: sql`now()`,
          ...(total === undefined ? {} : { total }),
          ...(step === undefined ? {} : { step }),
        })
        .where('id', '=', jobId)
        .execute(),
    )
  }
}

interface End {
  state: 'done' | 'failed' | 'cancelled'
  result?: string
  refusal?: string
  fault?: string
}

function endOf(error: unknown, jobId: string, cancel: AbortSignal): End {
  if (cancel.aborted || error instanceof Cancelled) return { state: 'cancelled' }
  if (error instanceof Refusal)
    return { state: 'failed', refusal: JSON.stringify({ code: error.code, field: error.field, values: error.values }) }
  const fault = faultNumber()
  log.error({ err: error, fault, jobId }, 'job failed')
  return { state: 'failed', fault }
}

async function finish(actor: Actor, jobId: string, end: End): Promise<void> {
  await inConvention(actor, (tx) =>
    tx
      .updateTable('job')
      .set({ ...end, ended_at: sql`now()` })
      .where('id', '=', jobId)
      .execute(),
  )
}

/** A page of the convention's jobs, newest first. */
export async function jobsOf(tx: ActorTx, { state, page, rows = 25 }: { state?: string; page: number; rows?: number }) {
  must(tx.actor, 'job.read')
  const found = tx.selectFrom('job').$if(state !== undefined, (query) => query.where('job.state', '=', state ?? ''))
  const [list, count] = [
    await found
      .innerJoin('member', 'member.id', 'job.asked_by')
      .select([
        'job.id',
        'job.kind',
        'job.state',
        'job.step',
        'job.done',
        'job.total',
        'job.asked_at',
        'job.started_at',
        'job.ended_at',
        'job.fault',
        'job.refusal',
        'job.cancel_at',
      ])
      .select('member.display_name as asked_by')
      .orderBy('job.asked_at', 'desc')
      .orderBy('job.id', 'desc')
      .limit(rows)
      .offset((page - 1) * rows)
      .execute(),
    await found.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
  ]
  return { rows: list, total: count.count }
}

export async function jobOf(tx: ActorTx, id: string) {
  must(tx.actor, 'job.read')
  const row = await tx
    .selectFrom('job')
    .select([
      'id',
      'kind',
      'state',
      'step',
      'done',
      'total',
      'asked_at',
      'started_at',
      'ended_at',
      'fault',
      'refusal',
      'result',
      'cancel_at',
      'input',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return row
}

/** Where the reader sees what came of a job; nothing when it has no page of its own, or not for them. */
export function resultPath(
  tx: ActorTx,
  { kind, result, input }: { kind: string; result: Json; input: Json },
): string | null {
  const place = declared.find((definition) => definition.kind === kind)?.result
  return place && may(tx.actor, place.needs) ? (place.path(result ?? input) ?? null) : null
}

/** Asks the work to stop. What waits ends at once; what runs undoes itself and says so within a second or two. */
export async function cancelJob(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'job.cancel')
  await tx
    .updateTable('job')
    .set({
      cancel_at: sql`now()`,
      state: sql`case state when 'waiting' then 'cancelled' else state end`,
      ended_at: sql`case state when 'waiting' then now() end`,
    })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .execute()
}

/** The same work asked again, as a new job by whoever asks now. */
export async function retryJob(tx: ActorTx, id: string): Promise<string> {
  must(tx.actor, 'job.cancel')
  const row = await jobOf(tx, id)
  const definition = declared.find(({ kind }) => kind === row.kind)
  if (!definition || (row.state !== 'failed' && row.state !== 'cancelled'))
    throw new Refusal('platform.job-not-retryable')
  return askJob(tx, definition, row.input, { retryOf: id })
}
