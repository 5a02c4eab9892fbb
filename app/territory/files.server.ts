/** What is there of the territory's files, what is missing, what was brought last and what stands in the way. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { messageOf } from '#app/platform/refusal-message.server.ts'
import { lastBring } from './bring.job.ts'
import { DATASETS, datasetOf } from './datasets.ts'
import { sourcesOf } from './sources.server.ts'

export async function filesOf(tx: ActorTx) {
  must(tx.actor, 'territory.load')
  const sources = await sourcesOf(tx)
  const byLine = Map.groupBy(sources, ({ dataset }) => datasetOf(dataset)?.id)
  const contours = await contoursThere(tx)
  return DATASETS.map(({ id, need, title, serves, producer, page, licence }) => ({
    id,
    need,
    title: title(),
    serves: serves(),
    producer,
    page,
    licence,
    editions: byLine.get(id) ?? [],
    // Contours are kept by the stock, which draws its maps on them.
    there: (byLine.get(id)?.length ?? 0) > 0 || contours.has(id),
  }))
}

async function contoursThere(tx: ActorTx): Promise<Set<string>> {
  const rows = await tx.selectFrom('stock_quarter').select('kind').distinct().execute()
  return new Set(rows.map(({ kind }) => (kind === 'qpv' ? 'qpv-contours' : 'iris-contours')))
}

const Result = z.object({ files: z.array(z.object({ importId: z.uuid(), code: z.string().nullable() })) })

/** Each file of the last bringing, with what became of it. */
export async function lastBrought(tx: ActorTx) {
  const job = await lastBring(tx)
  const result = Result.safeParse(job?.result)
  if (!job || !result.success) return { jobId: job?.id ?? null, files: [] }
  const ids = result.data.files.map(({ importId }) => importId)
  const rows = await tx.selectFrom('import').select(['id', 'file_name']).where('id', 'in', ids).limit(40).execute()
  const names = new Map(rows.map(({ id, file_name }) => [id, file_name]))
  return {
    jobId: job.id,
    files: result.data.files.map(({ importId, code }) => ({
      importId,
      name: names.get(importId) ?? '',
      refusal: code === null ? null : messageOf(code, { count: '' }),
    })),
  }
}

/** Files that came with the others and that nobody here could take: unreadable, or of another room. */
export async function waitingFiles(tx: ActorTx) {
  const rows = await tx
    .selectFrom('import')
    .select(['id', 'file_name', 'kind'])
    .where('committed_at', 'is', null)
    .where('discarded_at', 'is', null)
    .where('undone_at', 'is', null)
    .orderBy('received_at', 'desc')
    .limit(40)
    .execute()
  return rows.map(({ id, file_name, kind }) => ({ id, name: file_name, known: kind !== null }))
}
