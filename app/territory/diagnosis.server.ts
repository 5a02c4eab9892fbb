/** The diagnosis on paper: made once by whoever works for the operator, kept in each language, downloaded at once by all readers. */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { printed } from '#app/platform/documents/printing.server.ts'
import { pathOfFile, storeFile } from '#app/platform/files.server.ts'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Locale } from '#messages/runtime.js'
import { diagnosisData } from './diagnosis-data.server.ts'

const MOST_BYTES = 50e6

export interface KeptDiagnosis {
  language: string
  madeAt: string
  madeBy: string
  bytes: number
  /** Files came in since: what it says may no longer be so. */
  isBehind: boolean
}

/** The documents that are kept, at most one in each language. */
export async function keptDiagnoses(tx: ActorTx): Promise<KeptDiagnosis[]> {
  must(tx.actor, 'territory.export')
  const rows = await tx
    .selectFrom('territory_diagnosis as kept')
    .innerJoin('file', (on) =>
      on.onRef('file.convention_id', '=', 'kept.convention_id').onRef('file.id', '=', 'kept.file_id'),
    )
    .innerJoin('member', 'member.id', 'kept.made_by')
    .select(['kept.language', 'kept.made_at', 'member.display_name', 'file.bytes'])
    .select(
      sql<boolean>`exists (select from territory_source source where source.loaded_at > kept.made_at)`.as('is_behind'),
    )
    .orderBy('kept.language', 'desc')
    .execute()
  return rows.map(({ language, made_at, display_name, bytes, is_behind }) => ({
    language,
    madeAt: made_at.toISOString(),
    madeBy: display_name,
    bytes: Number(bytes),
    isBehind: is_behind,
  }))
}

/** The document that is kept in a language. */
export async function diagnosisFile(tx: ActorTx, language: Locale): Promise<{ name: string; bytes: Buffer }> {
  must(tx.actor, 'territory.export')
  const row = await tx
    .selectFrom('territory_diagnosis as kept')
    .innerJoin('file', (on) =>
      on.onRef('file.convention_id', '=', 'kept.convention_id').onRef('file.id', '=', 'kept.file_id'),
    )
    .select(['file.id', 'file.name'])
    .where('kept.language', '=', language)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return { name: row.name, bytes: await readFile(pathOfFile(tx.actor.conventionId, row.id)) }
}

/** Gathers, prints and keeps it; the one before in the same language goes. Call it in the language that it is to be in. */
export async function makeDiagnosis(tx: ActorTx, language: Locale, step: JobStep): Promise<void> {
  must(tx.actor, 'territory.diagnosis.make')
  const data = await diagnosisData(tx, step.progress)
  const { pdf } = await printed({ template: 'app/territory/diagnosis.typ', data, at: new Date() }, step.signal)
  const file = await storeFile(tx, [pdf], {
    name: `${language === 'fr' ? 'diagnostic' : 'diagnosis'}-${tx.actor.conventionCode}.pdf`,
    mediaType: 'application/pdf',
    purpose: 'territory-diagnosis',
    most: MOST_BYTES,
  })
  await letEarlierGo(tx, language)
  const made = { file_id: file.id, made_by: tx.actor.memberId, made_at: sql<Date>`now()` }
  await tx
    .insertInto('territory_diagnosis')
    .values({ convention_id: tx.actor.conventionId, language, ...made })
    .onConflict((conflict) => conflict.columns(['convention_id', 'language']).doUpdateSet(made))
    .execute()
}

/** Its bytes are removed by the next tidying: were this transaction cut, it would still be there. */
async function letEarlierGo(tx: ActorTx, language: Locale): Promise<void> {
  await tx
    .updateTable('file')
    .set({ expires_at: sql<Date>`now()` })
    .where('id', 'in', tx.selectFrom('territory_diagnosis').select('file_id').where('language', '=', language))
    .execute()
}
