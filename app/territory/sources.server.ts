/** The public files that are there: which edition, from which import, by whom; and how files of a convention come in by themselves. */
import { type ActorTx, must } from '#app/platform/database.server.ts'

export interface Source {
  id: string
  dataset: string
  vintage: string
  level: string
  fileName: string
  sha256: string
  invented: boolean
  loadedAt: string
  loadedBy: string
  importId: string
}

/** Newest edition first within each dataset. */
export async function sourcesOf(tx: ActorTx): Promise<Source[]> {
  must(tx.actor, 'territory.read')
  const rows = await tx
    .selectFrom('territory_source as source')
    .select(['source.id', 'dataset', 'vintage', 'level', 'file_name', 'file_sha256', 'is_invented', 'loaded_at'])
    .select(['import_id', 'loaded_by'])
    .orderBy('dataset')
    .orderBy('vintage', 'desc')
    .orderBy('level')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    dataset: row.dataset,
    vintage: row.vintage,
    level: row.level,
    fileName: row.file_name,
    sha256: row.file_sha256,
    invented: row.is_invented,
    loadedAt: row.loaded_at.toISOString(),
    loadedBy: row.loaded_by,
    importId: row.import_id,
  }))
}
