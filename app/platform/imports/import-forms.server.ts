/** What the forms of an import's page say, checked at the border. */
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Forced } from '#packages/intake/recognise.ts'
import { openFieldsOf } from './open-columns.server.ts'
import type { Confirmed } from './recognition.server.ts'
import { type ColumnAnswers, importOf } from './record.server.ts'
import { targetOf } from './target.server.ts'

const YesNo = z.enum(['yes', 'no']).optional()

export const RecognisedForm = z.object({
  intent: z.literal('recognise'),
  kind: z.string().max(60).optional(),
  subject: z.string().max(60).optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'utf-16le', 'utf-16be']).optional(),
  separator: z
    .enum(['semicolon', 'comma', 'tab', 'bar'])
    .transform((name) => SEPARATORS[name])
    .optional(),
  headerLine: z.coerce.number().int().min(1).max(1000).optional(),
  sheet: z.string().max(100).optional(),
  doubleEncoded: z.enum(['repair', 'keep']).optional(),
  unmerge: YesNo,
  crs: z.enum(['wgs84', 'lambert93']).optional(),
  swap: YesNo,
})

const SEPARATORS = { semicolon: ';', comma: ',', tab: '\t', bar: '|' } as const

export function readForced(form: z.infer<typeof RecognisedForm>): Forced {
  const { intent: _intent, kind: _kind, subject: _subject, unmerge, swap, ...given } = form
  const forced = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  return {
    ...forced,
    ...(unmerge ? { unmerge: unmerge === 'yes' } : {}),
    ...(swap ? { swap: swap === 'yes' } : {}),
  }
}

const Column = z.coerce.number().int().min(0).max(10_000).optional().catch(undefined)
const Dates = z.enum(['day-first', 'month-first']).optional().catch(undefined)
const Decimal = z.enum(['point', 'comma']).optional().catch(undefined)

/** `map.<field>` is the number of its column, `dates.<field>` and `decimal.<field>` how it is written, `choice.<name>` a yes. */
export async function readConfirmed(tx: ActorTx, id: string, form: Record<string, unknown>): Promise<Confirmed> {
  const record = await importOf(tx, id)
  const target = targetOf(record.kind)
  const mapping: Record<string, number> = {}
  const answers: ColumnAnswers = {}
  const open = await openFieldsOf(tx, target?.open, record.subject)
  for (const field of [...Object.keys(target?.reader.kind.fields ?? {}), ...open.map(({ name }) => name)]) {
    const at = Column.parse(form[`map.${field}`])
    if (at !== undefined) mapping[field] = at
    const dates = Dates.parse(form[`dates.${field}`]) ?? record.answers[field]?.dates
    const mark = Decimal.parse(form[`decimal.${field}`])
    const decimal = mark ? (mark === 'point' ? '.' : ',') : record.answers[field]?.decimal
    if (dates || decimal) answers[field] = { ...(dates ? { dates } : {}), ...(decimal ? { decimal } : {}) }
  }
  const choices = Object.fromEntries(
    (target?.choices ?? []).map(({ name }) => [name, form[`choice.${name}`] === 'yes']),
  )
  return { mapping, answers, choices }
}
