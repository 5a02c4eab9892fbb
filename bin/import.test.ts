import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCluster } from '../app/platform/cluster.server.ts'
import { migrate } from '../app/platform/migrate.server.ts'

const folder = mkdtempSync(join(tmpdir(), 'palier-import-command-'))
let cluster: Awaited<ReturnType<typeof startCluster>>
let owner: pg.Client

beforeAll(async () => {
  cluster = await startCluster(folder, 'owner-for-tests', false)
  await migrate(cluster.ownerUrl)
  owner = new pg.Client({ connectionString: cluster.ownerUrl })
  await owner.connect()
  await owner.query(`
    with c as (insert into convention (code, name, operator_name, landlord_name) values ('essai', 'Essai', 'Atelier', 'Habitat des Ormes') returning id),
      p as (insert into account_person (name, email, email_verified) values ('Lead', 'lead@example.test', true) returning id)
    insert into member (convention_id, person_id, display_name, roles) select c.id, p.id, 'Lead', array['operator-lead'] from c, p`)
}, 60_000)

afterAll(async () => {
  await owner.end()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

function command(name: string, content: string, ...more: string[]) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bin/import.ts', '--convention', 'essai', path, ...more],
    {
      encoding: 'utf8',
      env: { ...process.env, PALIER_DATA: folder, DATABASE_URL: cluster.ownerUrl, LOG_LEVEL: 'silent' },
    },
  )
  return { status, stderr, said: stdout === '' ? undefined : JSON.parse(stdout) }
}

async function count(table: string) {
  const { rows } = await owner.query<{ count: string }>(`select count(*) from ${table}`)
  return Number(rows[0]?.count)
}

const HOMES = ['--kind', 'stock.landlord-dwellings']
const GOOD =
  'CODE_RESIDENCE;NOM_RESIDENCE;CODE_LOGEMENT;ADRESSE;ETAGE\nG1;Le Clos;L1;1 rue du Clos;1\nG1;Le Clos;L2;1 rue du Clos;2\n'

test('a dry run tells what would come in, exits with 0 and leaves nothing', async () => {
  const { status, said } = command('logements.csv', GOOD, '--dry-run')
  expect(status).toBe(0)
  expect(said.files[0]).toMatchObject({ status: 'would-import', preview: { kind: 'stock.landlord-dwellings' } })
  expect(said.files[0].preview.reading.lines).toHaveLength(2)
  expect(said.files[0].preview.result.outcome).toMatchObject({ added: 2 })
  expect(await count('stock_dwelling')).toBe(0)
  expect(await count('import')).toBe(0)
})

test('a refused file exits with 1, says line, column, value and remedy, and brings nothing in', async () => {
  const { status, stderr, said } = command('mauvais.csv', GOOD.replace(';2\n', ';bof\n'))
  expect(status).toBe(1)
  expect(said.files[0].problems[0]).toMatchObject({ severity: 'refused', line: 3, column: 'ETAGE', value: 'bof' })
  expect(stderr).toMatch(/Ligne 3, colonne «\sETAGE\s»\s: «\sbof\s»/)
  expect(await count('stock_dwelling')).toBe(0)
})

test('a good file comes in, and a second time is refused with its reason', async () => {
  expect(command('logements.csv', GOOD).status).toBe(0)
  expect(await count('stock_dwelling')).toBe(2)
  const again = command('encore.csv', GOOD)
  expect(again.status).toBe(1)
  expect(again.stderr).toMatch(/déjà importé/)
})

test('a column that stands twice is asked for by its numbers, and the command line can answer', async () => {
  const doubled = GOOD.replace('CODE_RESIDENCE', 'NOM_RESIDENCE')
    .replaceAll('G1', 'H1')
    .replaceAll(/;L(\d)/g, ';H$1')
  const { status, stderr, said } = command('deux-noms.csv', doubled, '--dry-run')
  expect(status).toBe(1)
  expect(stderr).toMatch(/Plusieurs colonnes s’appellent «\sNOM_RESIDENCE\s» \(1, 2\)/)
  expect(said.files[0].problems).toMatchObject([{ code: 'header_duplicated', column: 'NOM_RESIDENCE' }])
  const answered = ['--column', 'residenceName=2', '--column', 'residenceCode=1']
  expect(command('deux-noms.csv', doubled, ...answered).status).toBe(0)
  const { rows } = await owner.query(`select code, name from stock_residence where code = 'H1'`)
  expect(rows).toEqual([{ code: 'H1', name: 'Le Clos' }])
})

test('what can be read in two ways is asked once, and the command line can answer', () => {
  const tenants = 'CODE_LOGEMENT;CODE_LOCATAIRE;NOM;DATE_ENTREE\nL1;T1;Martin;03/04/2010\n'
  const asked = command('dates.csv', tenants, '--dry-run')
  expect(asked.status).toBe(1)
  expect(asked.stderr).toMatch(/«\s03\/04\/2010\s» se lit de deux façons/)
  expect(command('dates.csv', tenants, '--dry-run', '--dates', 'day-first').status).toBe(0)
})

test('a file that says too little of itself is asked what it is; then the column that it needs is named', () => {
  const unknown = command('sans-code.csv', GOOD.replace('CODE_LOGEMENT', 'DIVERS'), '--dry-run')
  expect(unknown.stderr).toContain('--kind stock.landlord-dwellings')
  const { status, stderr } = command('sans-code.csv', GOOD.replace('CODE_LOGEMENT', 'DIVERS'), ...HOMES, '--dry-run')
  expect(status).toBe(1)
  expect(stderr).toMatch(/La colonne «\sCODE_LOGEMENT\s» est nécessaire/)
})

test('a file that is not there is named before anything is read', async () => {
  const before = await count('import')
  const { status, stderr } = command('logements.csv', GOOD, join(folder, 'absent.csv'))
  expect(status).toBe(2)
  expect(stderr).toMatch(/No such file: .*absent\.csv\. Nothing was read\./)
  expect(await count('import')).toBe(before)
})

test('an unknown convention exits with 2', () => {
  const { status, stderr } = command('logements.csv', GOOD, '--as', 'nobody@example.test')
  expect(status).toBe(2)
  expect(stderr).toMatch(/No such convention/)
})
