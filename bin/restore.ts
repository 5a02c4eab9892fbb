// `npm run restore FILE [--key FILE] [--replace]`: the installation as the back-up saw it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { type Manifest, SECRET } from '../app/platform/backup/manifest.server.ts'
import { entriesOf, verifyBackup } from '../app/platform/backup/read.server.ts'
import { hasRows, mustKnow, restoreBackup } from '../app/platform/backup/restore.server.ts'
import { appPasswordFrom } from '../app/platform/migrate.server.ts'
import { installationSecret, settings } from '../app/platform/settings.server.ts'
import { explain } from './explain.ts'
import { withServer } from './with-server.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: 'string' }, replace: { type: 'boolean', default: false } },
})

try {
  await restore(positionals[0])
} catch (error) {
  console.error(`Nothing was restored: ${explain(error)}`)
  process.exit(1)
}

async function restore(file: string | undefined) {
  if (!file) throw new Error('say from where: npm run restore FILE')
  const path = resolve(file)
  const privateKey = values.key ? readFileSync(values.key, 'utf8') : undefined
  const manifest = await verifyBackup(path, privateKey)
  mustKnow(manifest)
  await bringSecret(path, privateKey, manifest)
  await withServer('a restore', async ({ ownerUrl }) => {
    if (!values.replace && (await hasRows(ownerUrl))) {
      throw new Error('this installation is not empty. To put the back-up in its place, add --replace')
    }
    const appPassword = settings.DATABASE_APP_URL ? undefined : appPasswordFrom(installationSecret())
    await restoreBackup({ path, manifest, privateKey, ownerUrl, appPassword, dataFolder: settings.dataFolder })
  })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`Restored as it was on ${manifest.madeAt}: ${manifest.tables.length} tables, ${rows} rows.`)
  for (const name of manifest.missing) console.warn(`The back-up did not have: ${name}`)
}

/** The secret goes with the data: sessions and keyed names are worth nothing under another one. */
async function bringSecret(path: string, privateKey: string | undefined, { entries }: Manifest) {
  if (!entries.some(({ name }) => name === SECRET)) {
    console.warn('The secret is not in this back-up: PALIER_SECRET must be the one of that installation.')
    return
  }
  const mine = join(settings.dataFolder, SECRET)
  for await (const { name, content } of entriesOf(path, privateKey)) {
    if (name !== SECRET) continue
    const theirs = await text(content)
    const present = settings.PALIER_SECRET ?? (existsSync(mine) ? readFileSync(mine, 'utf8').trim() : undefined)
    if (present === undefined) {
      await mkdir(dirname(settings.dataFolder), { recursive: true })
      await mkdir(settings.dataFolder, { recursive: true, mode: 0o700 })
      writeFileSync(mine, theirs, { mode: 0o600, flag: 'wx' })
    } else if (present !== theirs.trim()) {
      console.warn('This installation has another secret than the back-up: everyone will have to sign in again.')
    }
  }
}
