/** What `npm run import` does with its files: each recognised, checked, then committed or only told. */
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { offerAllImports } from '../app/imports.server.ts'
import { type Actor, connect, disconnect, inConvention, memberOf } from '../app/platform/database.server.ts'
import { removeFile } from '../app/platform/files.server.ts'
import { checkJob, commitJob } from '../app/platform/imports/imports.job.ts'
import { bringFile, confirmAsRecognised, runHere } from '../app/platform/imports/in-process.server.ts'
import type { toldProblem } from '../app/platform/imports/problem-words.server.ts'
import type { Confirmed } from '../app/platform/imports/recognition.server.ts'
import { importOf } from '../app/platform/imports/record.server.ts'
import { importTargets } from '../app/platform/imports/target.server.ts'
import { allProblems, type ImportView, importView } from '../app/platform/imports/view.server.ts'
import { appPasswordFrom, appUrlFrom, migrate } from '../app/platform/migrate.server.ts'
import { Refusal } from '../app/platform/refusal.ts'
import { messageOf } from '../app/platform/refusal-message.server.ts'
import { installationSecret, settings } from '../app/platform/settings.server.ts'
import type { Forced } from '../packages/intake/recognise.ts'
import { withServer } from './with-server.ts'

const USAGE = `npm run import -- --convention CODE FILE… [--dry-run] [--kind KIND] [--as EMAIL] [--again] [--set-aside] [--choose NAME]
  what a file leaves open: [--column FIELD=NUMBER] [--dates day-first|month-first] [--decimal comma|point] [--repair] [--sheet NAME]`

const Arguments = z.object({
  convention: z.string(),
  files: z.array(z.string()).min(1),
  dryRun: z.boolean(),
  kind: z.string().optional(),
  as: z.email().optional(),
  again: z.boolean(),
  setAside: z.boolean(),
  choose: z.array(z.string()),
  column: z.array(z.stringFormat('field=number', /^\w+=\d+$/)),
  dates: z.enum(['day-first', 'month-first']).optional(),
  decimal: z.enum(['comma', 'point']).optional(),
  repair: z.boolean(),
  sheet: z.string().optional(),
})
type Asked = z.infer<typeof Arguments>

export function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      convention: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      kind: { type: 'string' },
      as: { type: 'string' },
      again: { type: 'boolean', default: false },
      'set-aside': { type: 'boolean', default: false },
      choose: { type: 'string', multiple: true, default: [] },
      column: { type: 'string', multiple: true, default: [] },
      dates: { type: 'string' },
      decimal: { type: 'string' },
      repair: { type: 'boolean', default: false },
      sheet: { type: 'string' },
    },
  })
  const parsed = Arguments.safeParse({
    ...values,
    files: positionals,
    dryRun: values['dry-run'],
    setAside: values['set-aside'],
  })
  if (!parsed.success) throw new Error(USAGE)
  return parsed.data
}

/** @returns exit code: 0 when every file is in (or would be), 1 when one was refused */
export async function importFiles(asked: Asked): Promise<number> {
  offerAllImports()
  return withServer('an import', async ({ ownerUrl }) => {
    const secret = installationSecret()
    if (!settings.DATABASE_APP_URL) await migrate(ownerUrl, appPasswordFrom(secret))
    connect(settings.DATABASE_APP_URL ?? appUrlFrom(ownerUrl, appPasswordFrom(secret)), 4)
    try {
      const actor = await leadOf(ownerUrl, asked)
      const files = []
      for (const path of await inOrder(actor, asked)) files.push(await importOne(actor, path, asked, ownerUrl))
      const refused = files.filter(({ status }) => status === 'refused')
      process.stdout.write(
        `${JSON.stringify({ convention: asked.convention, dryRun: asked.dryRun, files }, null, 2)}\n`,
      )
      for (const { file, said } of refused) for (const sentence of said) process.stderr.write(`${file} : ${sentence}\n`)
      return refused.length === 0 ? 0 : 1
    } finally {
      await disconnect()
    }
  })
}

/** The member in whose name the files come in: the one named, else the convention's first lead. */
async function leadOf(ownerUrl: string, { convention, as }: Asked): Promise<Actor> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ person_id: string }>(
      `select m.person_id from member m join convention c on c.id = m.convention_id join account_person p on p.id = m.person_id
       where c.code = $1 and m.ended_at is null and ($2::text is null and 'operator-lead' = any (m.roles) or p.email = lower($2))
       order by m.joined_at, m.id limit 1`,
      [convention, as ?? null],
    )
    const [row] = rows
    const actor = row && (await memberOf(row.person_id, convention))
    if (!actor) throw new Error(`No such convention, or no such member of it: ${convention}${as ? `, ${as}` : ''}`)
    return actor
  } finally {
    await owner.end()
  }
}

interface Brought {
  id: string
  path: string
}

/** Dwellings before tenants, landlord's files before public ones, whatever the order on the command line. */
async function inOrder(actor: Actor, { files, kind, repair, sheet }: Asked): Promise<Brought[]> {
  const kinds = importTargets().map(({ reader }) => reader.kind.id)
  if (kind && !kinds.includes(kind)) throw new Error(`No such kind: ${kind}. Known: ${kinds.join(', ')}`)
  const absent = files.filter((path) => !statSync(path, { throwIfNoEntry: false })?.isFile())
  if (absent.length > 0) throw new Error(`No such file: ${absent.join(', ')}. Nothing was read.`)
  const forced: Forced = { ...(repair ? { doubleEncoded: 'repair' } : {}), ...(sheet ? { sheet } : {}) }
  const brought = []
  for (const path of files) {
    const record = await bringFile(actor, createReadStream(path), basename(path), { forced, ...(kind ? { kind } : {}) })
    brought.push({ id: record.id, path, rank: record.kind ? kinds.indexOf(record.kind) : kinds.length })
  }
  return brought.sort((a, b) => a.rank - b.rank)
}

interface Told {
  file: string
  status: 'would-import' | 'imported' | 'refused'
  said: string[]
  preview: Omit<ImportView, 'problems'>
  problems: ReturnType<typeof toldProblem>[]
}

async function importOne(actor: Actor, { id, path }: Brought, asked: Asked, ownerUrl: string): Promise<Told> {
  const answered = answeredBy(asked, await viewOf(actor, id))
  const said = whyNot(await viewOf(actor, id), toldColumns(asked))
  let status: Told['status'] = 'refused'
  if (said.length === 0) {
    try {
      status = await passOn(actor, id, answered, asked)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      said.push(messageOf(error.code, error.values))
    }
  }
  const { problems: _page, ...preview } = await viewOf(actor, id)
  const ofLines = await inConvention(actor, (tx) => allProblems(tx, id))
  for (const { severity, message } of ofLines.slice(0, 20))
    if (status === 'refused' && severity === 'refused') said.push(message)
  if (status !== 'imported') await forget(actor, id, ownerUrl)
  const problems = [...preview.refused, ...(preview.columns?.problems ?? []), ...ofLines]
  return { file: path, status, said, preview, problems }
}

function viewOf(actor: Actor, id: string): Promise<ImportView> {
  return inConvention(actor, (tx) => importView(tx, id, 1, undefined))
}

type Answered = Pick<Confirmed, 'mapping' | 'answers'>

/** The columns as they were recognised, and what the command line says where the file leaves it open. */
function answeredBy(asked: Asked, { columns }: ImportView): Answered {
  const { dates, decimal } = asked
  const mapping: Answered['mapping'] = {}
  const answers: Answered['answers'] = {}
  const told = toldColumns(asked)
  for (const { name, at, askDates, askDecimal, ...known } of columns?.fields ?? []) {
    const place = told.get(name) ?? at
    if (place !== null && place >= 0) mapping[name] = place
    const order = known.dates ?? (askDates === null ? undefined : dates)
    const mark = known.decimal ?? (askDecimal === null || !decimal ? undefined : decimal === 'comma' ? ',' : '.')
    if (order || mark) answers[name] = { ...(order ? { dates: order } : {}), ...(mark ? { decimal: mark } : {}) }
  }
  return { mapping, answers }
}

/** Field → index of its column; -1 leaves it unread. */
function toldColumns({ column }: Asked): Map<string, number> {
  return new Map(column.map((one) => one.split('=')).map(([field = '', number]) => [field, Number(number) - 1]))
}

/** Why there is nothing to check: unreadable, unknown, or with a column that is missing or stands twice. */
function whyNot({ refused, reading, columns, kinds }: ImportView, told: ReadonlyMap<string, number>): string[] {
  if (refused.length > 0) return refused.map(({ message }) => message)
  if (reading?.known) return [reading.known]
  if (!columns) return [`${messageOf('import.not-ready')} (${kinds.map(({ value }) => `--kind ${value}`).join(', ')})`]
  const open = columns.problems.filter(({ severity, field }) => severity === 'refused' && !told.has(field ?? ''))
  return open.map(({ message }) => message)
}

async function passOn(actor: Actor, id: string, answered: Answered, asked: Asked): Promise<Told['status']> {
  const record = { ...(await inConvention(actor, (tx) => importOf(tx, id))), ...answered }
  const chosen = Object.fromEntries(asked.choose.map((name) => [name, true]))
  await confirmAsRecognised(actor, record, chosen, !asked.dryRun)
  await runHere(actor, checkJob, { importId: id })
  const { result, sameFile } = await inConvention(actor, (tx) => importView(tx, id, 1, undefined))
  if (result?.standing === 'file-refused') throw new Refusal('import.file-refused')
  if (result?.standing === 'lines-refused' && !asked.setAside)
    throw new Refusal('import.lines-refused', { values: { count: result.refused } })
  if (asked.dryRun) return 'would-import'
  if (sameFile && !asked.again) throw new Refusal('import.same-file')
  await runHere(actor, commitJob, { importId: id, setAside: asked.setAside, again: asked.again })
  return 'imported'
}

/** What did not come in leaves nothing: neither its bytes nor a line in the list of imports. */
async function forget(actor: Actor, id: string, ownerUrl: string): Promise<void> {
  await inConvention(actor, async (tx) => {
    const { file_id } = await importOf(tx, id)
    if (file_id) await removeFile(tx, file_id)
  })
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('begin')
    await owner.query(`select set_config('palier.member', $1, true)`, [actor.memberId])
    await owner.query('delete from import where convention_id = $1 and id = $2', [actor.conventionId, id])
    await owner.query('commit')
  } finally {
    await owner.end()
  }
}
