/** What a file is, and which of its columns is what: found by the reading process, decided by a person. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, type ActorTx, inConvention, must } from '#app/platform/database.server.ts'
import { pathOfFile } from '#app/platform/files.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { type Mapping, type RememberedHeaders, rememberHeaders } from '#packages/intake/headers.ts'
import type { ImportKind } from '#packages/intake/kind.ts'
import type { Forced } from '#packages/intake/recognise.ts'
import type { KindMatch } from './matching.ts'
import { matchOpenFields, openFieldsOf } from './open-columns.server.ts'
import type { RecognisedFile } from './reader.ts'
import { recogniseFile } from './reading.server.ts'
import { type ColumnAnswers, type ImportRecord, importOf } from './record.server.ts'
import { knownFileOf, targetOf } from './target.server.ts'

// Below, what was found of a kind in a header is more chance than meaning.
const LEAST_SCORE = 0.3
const Headers = z.record(z.string(), z.string())

/** Recognises an import's file, again when something is forced. Not in a transaction: a large workbook takes seconds. */
export async function recogniseImport(
  actor: Actor,
  id: string,
  forced: Forced = {},
  kind?: string,
  subject?: string,
): Promise<void> {
  must(actor, 'import.run')
  const { record, remembered } = await inConvention(actor, async (tx) => {
    const found = await importOf(tx, id)
    return { record: found, remembered: await rememberedHeaders(tx, found.landlord) }
  })
  const { recognition, matches } = await recogniseFile({
    path: pathOf(record),
    name: record.file_name,
    forced,
    kind,
    remembered,
  })
  const header = recognition.recognised?.header ?? []
  const best = kind ? matches[0] : knownFileOf(header) ? undefined : matches.find(isLikely)
  if (targetOf(best?.kind ?? null)?.repairsAccents && forced.doubleEncoded === undefined)
    return recogniseImport(actor, id, { ...forced, doubleEncoded: 'repair' }, best?.kind)
  await inConvention(actor, async (tx) => {
    const open = best && targetOf(best.kind)?.open
    const about = open
      ? await matchOpenFields(
          tx,
          open,
          { header, mapping: best.mapping, remembered: remembered[best.kind] ?? {} },
          subject,
        )
      : undefined
    const mapping = { ...best?.mapping, ...about?.mapping }
    await tx
      .updateTable('import')
      .set({
        forced: JSON.stringify(forced),
        recognised: recognition.recognised ? JSON.stringify(recognition.recognised) : null,
        refused: recognition.refused ? JSON.stringify(recognition.refused) : null,
        kind: best?.kind ?? null,
        dialect: best?.dialect ?? null,
        subject: about?.subject ?? null,
        mapping: JSON.stringify(mapping),
        answers: JSON.stringify(recognition.recognised ? answersOfFile(recognition.recognised, mapping) : {}),
        checked_at: null,
        tally: null,
        outcome: null,
      })
      .where('id', '=', id)
      .where('committed_at', 'is', null)
      .execute()
  })
}

/** One program wrote all the columns: what one of them tells of days and decimals holds for those that could be read both ways. */
function answersOfFile({ evidence }: RecognisedFile, mapping: Mapping): ColumnAnswers {
  const [dates, otherDates] = new Set(evidence.flatMap((column) => column.dates ?? []))
  const [decimal, otherDecimal] = new Set(evidence.flatMap((column) => column.decimal ?? []))
  const answers: ColumnAnswers = {}
  for (const [field, at] of Object.entries(mapping)) {
    const column = evidence[at]
    const answer = {
      ...(column?.ambiguousDate && !column.dates && dates && !otherDates ? { dates } : {}),
      ...(column?.ambiguousNumber && !column.decimal && decimal && !otherDecimal ? { decimal } : {}),
    }
    if (Object.keys(answer).length > 0) answers[field] = answer
  }
  return answers
}

function isLikely({ missing, score, mapping }: KindMatch): boolean {
  return score >= LEAST_SCORE || (missing.length === 0 && Object.keys(mapping).length > 1)
}

export function pathOf(record: Pick<ImportRecord, 'convention_id' | 'file_id'>): string {
  if (!record.file_id) throw new Refusal('import.file-gone')
  return pathOfFile(record.convention_id, record.file_id)
}

async function rememberedHeaders(tx: ActorTx, landlord: string): Promise<Record<string, RememberedHeaders>> {
  const rows = await tx
    .selectFrom('import_mapping')
    .select(['kind', 'headers'])
    .where('landlord', '=', landlord)
    .limit(100)
    .execute()
  return Object.fromEntries(rows.map(({ kind, headers }) => [kind, Headers.parse(headers)]))
}

export interface Confirmed {
  mapping: Record<string, number>
  answers: ColumnAnswers
  choices: Record<string, boolean>
}

/** A person says which column is what; the next file of the same landlord is read the same way. */
export async function confirmMapping(
  tx: ActorTx,
  id: string,
  { mapping, answers, choices }: Confirmed,
  remember = true,
): Promise<void> {
  must(tx.actor, 'import.run')
  const record = await importOf(tx, id, { lock: true })
  const target = targetOf(record.kind)
  const kind = target?.reader.kind
  if (!kind || !record.recognised || record.committed_at || record.discarded_at) throw new Refusal('import.not-ready')
  const open = await openFieldsOf(tx, target.open, record.subject)
  refuseUnfit(kind, new Set(open.map(({ name }) => name)), record.recognised.header.length, mapping)
  await tx
    .updateTable('import')
    .set({
      mapping: JSON.stringify(mapping),
      answers: JSON.stringify(answers),
      choices: JSON.stringify(choices),
      checked_at: null,
    })
    .where('id', '=', id)
    .execute()
  if (!remember) return
  await tx
    .insertInto('import_mapping')
    .values({
      convention_id: tx.actor.conventionId,
      landlord: record.landlord,
      kind: kind.id,
      headers: JSON.stringify(rememberHeaders(record.recognised.header, mapping)),
      chosen_by: tx.actor.memberId,
    })
    .onConflict((conflict) =>
      conflict.columns(['convention_id', 'landlord', 'kind']).doUpdateSet({
        headers: sql`excluded.headers`,
        chosen_by: sql`excluded.chosen_by`,
        chosen_at: sql`now()`,
      }),
    )
    .execute()
}

function refuseUnfit(
  kind: ImportKind<unknown>,
  open: ReadonlySet<string>,
  columns: number,
  mapping: Record<string, number>,
): void {
  const missing = Object.entries(kind.fields).find(([name, { required }]) => required && mapping[name] === undefined)
  if (missing) throw new Refusal('import.column-needed', { field: `map.${missing[0]}` })
  const used = new Set<number>()
  for (const [field, at] of Object.entries(mapping)) {
    if ((!kind.fields[field] && !open.has(field)) || at < 0 || at >= columns)
      throw new Refusal('form.not-a-choice', { field: `map.${field}` })
    if (used.has(at)) throw new Refusal('import.column-twice', { field: `map.${field}` })
    used.add(at)
  }
}
