// npm run administrator -- EMAIL "NAME": makes someone an administrator of the installation and prints a link that signs them in once.
import pg from 'pg'
import { z } from 'zod'
import { linkFor } from '../app/account/sign-in.server.ts'
import { connect, disconnect } from '../app/platform/database.server.ts'
import { openServer } from '../app/platform/installation.server.ts'
import { migrate } from '../app/platform/migrate.server.ts'
import { settings } from '../app/platform/settings.server.ts'

const Arguments = z.tuple([z.email().transform((email) => email.toLowerCase()), z.string().trim().min(1).max(200)])
const parsed = Arguments.safeParse(process.argv.slice(2))
if (!parsed.success) {
  process.stderr.write('npm run administrator -- EMAIL "NAME"\n')
  process.exit(2)
}
const [email, name] = parsed.data

const server = await openServer()
await migrate(server.ownerUrl)
connect(server.ownerUrl, 2)
const owner = new pg.Client({ connectionString: server.ownerUrl })
await owner.connect()
try {
  await owner.query(
    `with someone as (
       insert into account_person (name, email, email_verified) values ($1, $2, true)
       on conflict (email) do update set email_verified = true, disabled_at = null returning id
     )
     insert into installation_administrator (person_id) select id from someone on conflict do nothing`,
    [name, email],
  )
  const origin = new URL(settings.PALIER_URL ?? `http://localhost:${settings.PORT}`).origin
  process.stdout.write(`${await linkFor(origin, email)}\n`)
} finally {
  await owner.end()
  await disconnect()
  if (!server.cluster?.wasRunning) await server.cluster?.stop()
}
