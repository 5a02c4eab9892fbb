/** The process: its data folder, PostgreSQL, its shape, the queue, the pages; and the way down, in the opposite order. */
import type { House } from './app/http.server.ts'
import { claimDataFolder } from './app/platform/data-folder.server.ts'
import { type OpenDatabase, openDatabase } from './app/platform/installation.server.ts'
import { settings } from './app/platform/settings.server.ts'
import { explain } from './bin/explain.ts'

export interface RunningHouse extends House {
  database: OpenDatabase
}

interface Wishes {
  port: number
  /** What to do once the database stands and before anyone can come in. */
  prepare?: (database: OpenDatabase) => Promise<void>
  /** Where the built pages are loaded from; the development server has its own way. */
  serve?: (database: OpenDatabase, port: number) => Promise<House>
}

/** Starts everything, and stops it when the process is asked to leave, however far the start had come. */
export async function startHouse({ port, prepare, serve = serveBuild }: Wishes): Promise<RunningHouse> {
  const folder = await claimDataFolder(settings.dataFolder, 'the server')
  const steps: (() => Promise<void> | void)[] = [folder.release]
  const starting = (async () => {
    const database = await openDatabase()
    steps.unshift(database.close)
    await prepare?.(database)
    const house = await serve(database, port)
    steps.unshift(house.close)
    folder.answersAt(house.url)
    return { ...house, database }
  })()
  leaveWhenAsked(async () => {
    folder.leaves()
    await starting.catch(() => undefined) // half a start can only be undone once it stands still
    await undo(steps)
  })
  return starting.catch(async (error) => {
    await undo(steps)
    throw error
  })
}

/** Every step, even after one that failed: the database above all must come to rest. */
async function undo(steps: (() => Promise<void> | void)[]) {
  const faults: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw new AggregateError(faults)
}

async function serveBuild(database: OpenDatabase, port: number): Promise<House> {
  const { serveHouse } = await import('./build/server/index.js')
  return serveHouse({ appUrl: database.appUrl, port, host: settings.HOST })
}

function leaveWhenAsked(leave: () => Promise<void>) {
  let leaving = false
  const once = () => {
    if (leaving) return
    leaving = true
    leave().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`${explain(error)}\n`)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once)
  process.on('disconnect', once) // whoever started us was killed
}

if (import.meta.main) {
  process.env.NODE_ENV ??= 'production'
  await startHouse({ port: settings.PORT }).catch((error) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(1)
  })
}
