import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Source as Archive } from '#packages/intake/source.ts'
import { DamagedZip, readDirectory, readEntryBytes, type ZipEntry } from '#packages/intake/xlsx/zip.ts'
import { RefiError } from './refi-error.ts'

/** The files of an archive's `Sources`, by their names. */
export class ProjectFiles {
  readonly #archive: Archive
  readonly #entries: ReadonlyMap<string, ZipEntry>

  constructor(archive: Archive, entries: ReadonlyMap<string, ZipEntry>) {
    this.#archive = archive
    this.#entries = entries
  }

  get names(): string[] {
    return [...this.#entries.keys()]
  }

  /** The name of the file that a path of the project points to; undefined when the archive does not hold it. */
  resolve(path: string): string | undefined {
    const name = path.replace(/^internal:\/\//, '')
    return this.#entries.has(name) ? name : undefined
  }

  /** Unpacked size in bytes. */
  size(name: string): number {
    return this.#entry(name).unpacked
  }

  /** @throws RefiError `archive` when the file cannot be unpacked */
  async *open(name: string): AsyncGenerator<Uint8Array> {
    yield* unpacked(this.#archive, this.#entry(name))
  }

  /** The whole file. @throws RefiError `too-large` */
  async bytes(name: string, limit: number): Promise<Uint8Array> {
    return whole(this.#archive, this.#entry(name), limit)
  }

  #entry(name: string): ZipEntry {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw new RefiError('missing-source', { path: name }, `the archive holds no ${name}`)
    return entry
  }
}

/**
 * Opens a project's archive: its directory is judged before anything is unpacked (bombs, names that leave the archive).
 *
 * @throws RefiError `archive`, `no-project`
 */
export async function openArchive(archive: Archive) {
  const directory = await readDirectory(archive)
  if ('refused' in directory) {
    const { code } = directory.refused
    throw new RefiError('archive', { problem: code }, `the archive cannot be opened: ${code}`)
  }
  const { entries } = directory
  const description = entries.find(({ name }) => name === 'project.qde')
  if (description === undefined) throw new RefiError('no-project', {}, 'the archive holds no project.qde at its root')
  const files = new Map(
    entries.flatMap((entry) => {
      const name = /^sources\/(.+)$/i.exec(entry.name.replaceAll('\\', '/'))?.[1]
      return name === undefined ? [] : [[name, entry] as const]
    }),
  )
  return {
    files: new ProjectFiles(archive, files),
    description: (limit: number) => whole(archive, description, limit),
  }
}

async function whole(archive: Archive, entry: ZipEntry, limit: number): Promise<Uint8Array> {
  if (entry.unpacked > limit) {
    const details = { name: entry.name, size: entry.unpacked, limit }
    throw new RefiError('too-large', details, `${entry.name} has ${entry.unpacked} bytes, more than ${limit}`)
  }
  const bytes = new Uint8Array(entry.unpacked)
  let at = 0
  for await (const piece of unpacked(archive, entry)) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

async function* unpacked(archive: Archive, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  try {
    yield* readEntryBytes(archive, entry)
  } catch (cause) {
    if (!(cause instanceof DamagedZip)) throw cause
    throw new RefiError('archive', { problem: 'zip_damaged', name: entry.name }, `${entry.name} cannot be unpacked`)
  }
}

export interface FileToPack {
  /** Path in the archive. */
  readonly path: string
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  /** Recordings are compressed already. */
  readonly compress: boolean
}

/** Packs files one after the other, giving pieces as they come: a project with hours of audio is never held whole. */
export async function* pack(files: Iterable<FileToPack>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  for (const { path, content, compress } of files) {
    const entry = compress ? new ZipDeflate(path) : new ZipPassThrough(path)
    entry.mtime = FIXED_TIME
    zip.add(entry)
    for await (const piece of content) {
      entry.push(piece)
      yield* pieces.splice(0)
    }
    entry.push(new Uint8Array(0), true)
    yield* pieces.splice(0)
  }
  zip.end()
  yield* pieces.splice(0)
}

/** The same project gives the same bytes; a zip's clock starts in 1980. */
const FIXED_TIME = new Date(1980, 0, 1)
