/** The process: PostgreSQL, its shape, the queue, the pages; and the way down, in the opposite order. */

import { openDatabase } from './app/platform/installation.server.ts'
import { settings } from './app/platform/settings.server.ts'

const database = await openDatabase()
process.env.PALIER_APP_URL = database.appUrl
const { serveHouse } = await import('./build/server/index.js')
const house = await serveHouse({ appUrl: database.appUrl, port: settings.PORT, host: settings.HOST })

let leaving = false
async function leave() {
  if (leaving) return
  leaving = true
  await house.close()
  await database.close()
  process.exit(0)
}
process.on('SIGINT', leave)
process.on('SIGTERM', leave)
