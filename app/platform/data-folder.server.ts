/** One process at a time owns a data folder: a second one is told so, and a process that was cut leaves nothing to clear by hand. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { beginningOf } from './process-alive.server.ts'

const Owner = z.object({
  pid: z.number().int(),
  beginning: z.string(),
  what: z.string(),
  url: z.string().optional(),
  leaving: z.boolean().optional(),
})
export type FolderOwner = z.infer<typeof Owner>

const SETTLED_MS = 3_000 // time for the owner to notice that its parent was killed
const LEAVING_MS = 30_000

export interface DataFolder {
  /** Tells the next who comes where we answer. */
  answersAt: (url: string) => void
  /** Tells the next who comes that waiting a little will do. */
  leaves: () => void
  release: () => void
}

export class FolderInUse extends Error {
  readonly owner: FolderOwner

  constructor(folder: string, owner: FolderOwner) {
    const where = owner.url ? `, at ${owner.url}` : ''
    super(
      `Palier (${owner.what}, process ${owner.pid}) already uses the data folder ${folder}${where}. ` +
        'Stop it first, or start a second one beside it: PALIER_DATA=./data-2 PORT=3001 npm start',
    )
    this.owner = owner
  }
}

/**
 * @param what what we are, in a word for whoever comes second
 * @param patience how long an owner may need to find out that it should leave, in milliseconds
 * @throws FolderInUse when another process still has it then
 */
export async function claimDataFolder(folder: string, what: string, patience = SETTLED_MS): Promise<DataFolder> {
  openFolder(folder)
  const path = join(folder, 'running.json')
  const cameAt = Date.now()
  const me: FolderOwner = { pid: process.pid, beginning: beginningOf(process.pid) ?? '', what }
  while (!write(path, me)) {
    const owner = ownerOf(folder)
    if (!owner) rmSync(path, { force: true })
    else if (Date.now() - cameAt > (owner.leaving ? LEAVING_MS : patience)) throw new FolderInUse(folder, owner)
    else await wait(200)
  }
  return {
    answersAt: (url) => writeFileSync(path, JSON.stringify({ ...me, url })),
    leaves: () => writeFileSync(path, JSON.stringify({ ...me, leaving: true })),
    release: () => rmSync(path, { force: true }),
  }
}

/** The living process that owns the folder, or nobody. */
export function ownerOf(folder: string): FolderOwner | undefined {
  try {
    const owner = Owner.parse(JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')))
    return beginningOf(owner.pid) === owner.beginning ? owner : undefined
  } catch {
    return undefined // none, or cut in the middle of writing it
  }
}

function openFolder(folder: string) {
  try {
    mkdirSync(dirname(folder), { recursive: true })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid } = statSync(folder)
    const me = process.getuid?.()
    if (me !== undefined && me !== 0 && uid !== me) {
      throw new Error(`it belongs to another account than ${userInfo().username}`)
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The data folder ${folder} cannot be used (${why}). Choose another with PALIER_DATA.`, { cause })
  }
}

function write(path: string, me: FolderOwner): boolean {
  try {
    writeFileSync(path, JSON.stringify(me), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
