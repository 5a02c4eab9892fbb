/** The fields that a convention itself gives a kind: which subject a file is about, and which of its columns is what. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { comparableHeader, type Mapping, type RememberedHeaders } from '#packages/intake/headers.ts'
import type { OpenField, OpenFields } from './target.server.ts'

interface Known {
  header: readonly string[]
  /** Columns of the kind's own fields. */
  mapping: Mapping
  remembered: RememberedHeaders
}

/**
 * The subject that explains a header best, and its columns.
 *
 * @param chosen the subject that somebody named
 */
export async function matchOpenFields(tx: ActorTx, open: OpenFields, known: Known, chosen?: string) {
  const subjects = await open.subjects(tx)
  const wanted = subjects.filter(({ value }) => value === chosen)
  let best: { subject: string; mapping: Mapping } | undefined
  for (const { value } of wanted.length > 0 ? wanted : subjects) {
    const mapping = columnsOf(await open.fields(tx, value), known)
    if (best === undefined || Object.keys(mapping).length > Object.keys(best.mapping).length)
      best = { subject: value, mapping }
  }
  return best
}

function columnsOf(fields: readonly OpenField[], { header, mapping, remembered }: Known): Mapping {
  const names = header.map(comparableHeader)
  const taken = new Set(Object.values(mapping))
  const found: Record<string, number> = {}
  for (const field of fields) {
    const isFree = (at: number) => !taken.has(at)
    const before = names.findIndex((name, at) => remembered[name] === field.name && isFree(at))
    const at = before === -1 ? field.find(header, isFree) : before
    if (at === undefined) continue
    found[field.name] = at
    for (const read of [at, ...field.alongside(header, at)]) taken.add(read)
  }
  return found
}

/** The open fields of an import as they stand; none of a kind that leaves nothing open. */
export async function openFieldsOf(
  tx: ActorTx,
  open: OpenFields | undefined,
  subject: string | null,
): Promise<readonly OpenField[]> {
  return open && subject !== null ? open.fields(tx, subject) : []
}
