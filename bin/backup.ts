// `npm run backup FILE`: the whole installation in one file, while it works or while it stands still.
import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { newKeyPair } from '../app/platform/backup/seal.server.ts'
import { writeBackup } from '../app/platform/backup/write.server.ts'
import { settings } from '../app/platform/settings.server.ts'
import { explain } from './explain.ts'
import { withServer } from './with-server.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'new-key': { type: 'string' } } })

try {
  if (values['new-key']) makeKey(resolve(values['new-key']))
  else await backUp(positionals[0])
} catch (error) {
  console.error(`No back-up was made: ${explain(error)}`)
  process.exit(1)
}

async function backUp(file: string | undefined) {
  if (!file) throw new Error('say where to: npm run backup FILE')
  const path = resolve(file)
  const manifest = await withServer('a back-up', ({ ownerUrl }) =>
    writeBackup(path, { ownerUrl, dataFolder: settings.dataFolder, recipient: settings.PALIER_BACKUP_KEY }),
  )
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const files = manifest.entries.filter(({ name }) => name.startsWith('files/')).length
  console.log(`${path}: ${manifest.tables.length} tables, ${rows} rows, ${files} files.`)
  for (const name of manifest.missing) console.warn(`Not on the disk, or not whole: ${name}`)
  if (!settings.PALIER_BACKUP_KEY) {
    console.warn(
      'This file is not encrypted: it opens everything. Set PALIER_BACKUP_KEY (npm run backup -- --new-key FILE).',
    )
  }
}

function makeKey(file: string) {
  if (existsSync(file)) throw new Error(`${file} exists already`)
  const { publicKey, privateKey } = newKeyPair()
  writeFileSync(file, privateKey, { mode: 0o600, flag: 'wx' })
  console.log(`The private key is in ${file}: keep it away from this machine; without it no back-up can be read.`)
  console.log(`PALIER_BACKUP_KEY=${publicKey}`)
}
