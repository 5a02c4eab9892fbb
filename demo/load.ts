/**
 * Fills an empty installation with the demonstration: invented people around a real territory. The files come in by the product's own
 * imports, as a landlord's would. Each step may be cut and done again: only a whole demonstration opens its doors.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { offerAllImports } from '#app/imports.server.ts'
import { type Actor, connect, disconnect, memberOf } from '#app/platform/database.server.ts'
import { commitJob } from '#app/platform/imports/imports.job.ts'
import { bringFile, confirmAsRecognised, runHere } from '#app/platform/imports/in-process.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { prepareCampaigns } from './campaigns.ts'
import { bringContract, showWhatWasHeld } from './contract.ts'
import { prepareEvents } from './events.ts'
import { demoFiles } from './files.ts'
import { holdInterviews } from './interviews.ts'
import { bringInvoices } from './invoices.ts'
import { type DemoConventionCode, demoConventions, demoMembers } from './members.ts'
import { bringPartners } from './partners.ts'
import { tellWhatWasSaid } from './synthesis.ts'
import { CONTOURS, territoryFiles } from './territory-files.ts'

const LOADED = ['stock.landlord-dwellings', 'stock.landlord-tenants']
/** The convention whose contract, partners and territory are shown. */
const MAIN: DemoConventionCode = 'ormes-bondy'

interface Loading {
  ownerUrl: string
  appUrl: string
  say: (line: string) => void
  /** False leaves the territory out: the people and their landlord's files alone, in a tenth of the time. */
  territory?: boolean
}

/** Does nothing when the installation already has a convention of somebody's, or the whole demonstration. */
export async function loadDemonstration({ ownerUrl, appUrl, say, territory = true }: Loading): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    if (!(await isWanted(owner))) return
    say('Loading the demonstration (half a minute, the first time only)…')
    await seat(owner)
    await bringFiles(owner, appUrl, territory)
    await entrust(owner)
    await owner.query('analyze')
    await owner.query('insert into demonstration_loaded default values')
  } finally {
    await owner.end()
  }
}

async function isWanted(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ wanted: boolean }>(
    `select not exists (select from demonstration_loaded) and not exists (select from convention where code <> all ($1)) as wanted`,
    [demoConventions.map(({ code }) => code)],
  )
  return rows[0]?.wanted ?? false
}

async function seat(owner: pg.Client): Promise<void> {
  await owner.query('begin')
  for (const { code, name, operator, landlord, communes } of demoConventions) {
    await owner.query(
      `insert into convention (code, name, operator_name, landlord_name, commune_codes, is_demonstration)
       values ($1, $2, $3, $4, $5, true) on conflict (code) do update set is_demonstration = true`,
      [code, name, operator, landlord, communes],
    )
  }
  for (const { email, name, role, convention } of demoMembers) {
    await owner.query(
      `with person as (
         insert into account_person (name, email, email_verified) values ($1, $2, true)
         on conflict (email) do update set name = excluded.name returning id
       ), administrator as (
         insert into installation_administrator (person_id) select id from person where $4 = 'administrator'
         on conflict do nothing
       )
       insert into member (convention_id, person_id, display_name, roles)
       select convention.id, person.id, $1, array[$4] from convention, person where convention.code = $3
       on conflict (convention_id, person_id) do nothing`,
      [name, email, convention, role],
    )
  }
  await owner.query('commit')
}

async function bringFiles(owner: pg.Client, appUrl: string, territory: boolean): Promise<void> {
  connect(appUrl, 4)
  offerAllImports()
  try {
    for (const { name, bytes, import: target } of demoFiles()) {
      if (target && LOADED.includes(target.kind)) await bring(await leadOf(owner, target.convention), name, bytes)
    }
    await bringContract(await leadOf(owner, MAIN))
    await bringInvoices(await leadOf(owner, MAIN))
    await bringPartners((role) => memberAs(owner, MAIN, role))
    if (!territory) return
    await bringTerritory(await leadOf(owner, MAIN))
    const contours = readFileSync(join(import.meta.dirname, 'territory', CONTOURS))
    for (const { code } of demoConventions)
      if (code !== MAIN) await bring(await leadOf(owner, code), CONTOURS, contours)
    await prepareEvents((role) => memberAs(owner, MAIN, role))
    await prepareCampaigns((role) => memberAs(owner, MAIN, role))
    await holdInterviews(owner, (role) => memberAs(owner, MAIN, role))
    await tellWhatWasSaid((role) => memberAs(owner, MAIN, role))
    await showWhatWasHeld(await leadOf(owner, MAIN))
  } finally {
    await disconnect()
  }
}

/** Contours first: the other files are cut by them. */
async function bringTerritory(lead: Actor): Promise<void> {
  for (const { name, bytes, invented } of territoryFiles()) await bring(lead, name, bytes, { invented })
}

function leadOf(owner: pg.Client, convention: DemoConventionCode): Promise<Actor> {
  return memberAs(owner, convention, 'operator-lead')
}

async function memberAs(owner: pg.Client, convention: DemoConventionCode, role: Role): Promise<Actor> {
  const email = demoMembers.find((one) => one.convention === convention && one.role === role)?.email
  const { rows } = await owner.query<{ id: string }>('select id from account_person where email = $1', [email])
  const member = rows[0] && (await memberOf(rows[0].id, convention))
  if (!member) throw new Error(`The demonstration has no ${role} in ${convention}`)
  return member
}

async function bring(
  lead: Actor,
  path: string,
  bytes: Uint8Array,
  chosen: Record<string, boolean> = {},
): Promise<void> {
  const record = await bringFile(lead, inPieces(bytes), path.split('/').at(-1) ?? path)
  await confirmAsRecognised(lead, record, chosen)
  await runHere(lead, commitJob, { importId: record.id, setAside: false, again: true })
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function entrust(owner: pg.Client): Promise<void> {
  for (const { email, convention, residences } of demoMembers) {
    if (residences.length === 0) continue
    await owner.query(
      `insert into stock_coverage (convention_id, member_id, residence_id)
       select convention.id, member.id, residence.id
       from convention join member on member.convention_id = convention.id
         join account_person person on person.id = member.person_id and person.email = $1
         join stock_residence residence on residence.convention_id = convention.id and residence.code = any ($3)
       where convention.code = $2
         and not exists (select from stock_coverage c where c.member_id = member.id and c.residence_id = residence.id)`,
      [email, convention, residences],
    )
  }
}
