/** One LISTEN connection for the whole process tells every open page that its job moved. */
import { EventEmitter } from 'node:events'
import type pg from 'pg'
import { appPool } from '#app/platform/database.server.ts'

const moved = new EventEmitter().setMaxListeners(0)
let listening: Promise<pg.PoolClient> | undefined
let watchers = 0

/** Calls back whenever the job's row changes; the returned function ends it. The connection lives while someone watches. */
export function watchJob(jobId: string, changed: () => void): () => void {
  moved.on(jobId, changed)
  watchers++
  listening ??= listen()
  return () => {
    moved.off(jobId, changed)
    watchers--
    if (watchers === 0) void hangUp()
  }
}

async function listen(): Promise<pg.PoolClient> {
  const client = await appPool().connect()
  client.on('notification', ({ payload }) => payload && moved.emit(payload))
  client.on('error', () => {
    listening = undefined // pages go on by asking; the next watcher listens anew
  })
  await client.query('listen palier_job')
  return client
}

async function hangUp(): Promise<void> {
  const client = await listening?.catch(() => undefined)
  if (watchers > 0) return
  listening = undefined
  client?.release(true)
}
