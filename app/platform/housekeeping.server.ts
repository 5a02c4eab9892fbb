/** What a process does beside answering: sends letters as they are written, tidies every hour and does what rooms ask for. */
import type { PoolClient } from 'pg'
import { appPool } from './database.server.ts'
import { log } from './log.server.ts'
import { sendWaitingMail } from './mail.server.ts'
import { tidy } from './tidy.server.ts'

const TIDY_MS = 3_600_000
const LOOK_MS = 20_000 // for letters whose first try failed, and for a connection that was lost

export interface Housekeeping {
  stop: () => Promise<void>
}

/** @param hourly what rooms want done each hour; several processes may do it at once */
export function keepHouse(hourly: readonly (() => Promise<unknown>)[] = []): Housekeeping {
  const mail = whenever(sendWaitingMail, 'mail')
  const tidying = whenever(async () => {
    for (const act of [tidy, ...hourly]) await act()
  }, 'tidying')
  const ear = listening(mail.now)
  const looks = setInterval(() => {
    ear.open()
    mail.now()
  }, LOOK_MS).unref()
  const tidies = setInterval(tidying.now, TIDY_MS).unref()
  ear.open()
  mail.now()
  tidying.now()
  return {
    stop: async () => {
      clearInterval(looks)
      clearInterval(tidies)
      ear.close()
      await Promise.all([mail.rest(), tidying.rest()])
    },
  }
}

/** Does something once at a time; asked meanwhile, once more after. A fault is logged and the next time tries again. */
function whenever(act: () => Promise<unknown>, what: string) {
  let running: Promise<void> | undefined
  let again = false
  let resting = false
  const run = async () => {
    do {
      again = false
      await act().catch((error) => log.error({ err: error, what }, 'housekeeping'))
    } while (again && !resting)
    running = undefined
  }
  return {
    now: () => {
      if (resting) return
      if (running) again = true
      else running = run()
    },
    rest: async () => {
      resting = true
      await running
    },
  }
}

/** Hears of each written letter in the moment its transaction ends, on a connection of its own. */
function listening(heard: () => void) {
  let client: PoolClient | undefined
  let closed = false
  const lose = (error?: Error) => {
    client?.release(error ?? true)
    client = undefined
  }
  return {
    open: () => {
      if (client || closed) return
      appPool()
        .connect()
        .then(async (connected) => {
          client = connected
          if (closed) return lose()
          connected.on('notification', heard)
          connected.once('error', lose)
          await connected.query('listen palier_mail')
        })
        .catch((error: Error) => lose(error))
    },
    close: () => {
      closed = true
      lose()
    },
  }
}
