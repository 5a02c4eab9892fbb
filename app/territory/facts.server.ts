/** What one reads first of the territory: sentences made by rules from the figures, which the lead may then edit. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { formatNumber, formatValue } from '#app/ui/format.ts'
import type { Trace } from '#app/ui/measure.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import { CATALOGUE } from '#packages/indicators/catalogue.ts'
import { evaluate, vintagesOf } from '#packages/indicators/evaluate.ts'
import { evolutionOf } from '#packages/indicators/evolution.ts'
import { type Fact, type FactValue, type Subject, tellingFacts } from '#packages/indicators/facts.ts'
import type { Indicator } from '#packages/indicators/indicator.ts'
import { type AreaFigures, areaFigures } from './area-figures.server.ts'
import { said } from './indicator-said.server.ts'
import { areaWord } from './indicator-words.ts'
import { comparisonsOf, shown } from './indicators.server.ts'

const MOST_FACTS = 10

export interface Sentence {
  text: string
  /** Ids of the figures that it says. */
  figures: string[]
}

export interface FigureBehind {
  id: string
  label: string
  trace: Trace
  invented: boolean
}

export interface TerritoryText {
  sentences: Sentence[]
  /** Who wrote it and when, once somebody did. */
  written: { by: string; at: string } | null
  behind: FigureBehind[]
  /** What the rules say today, to start from again. */
  proposed: Sentence[]
}

/** The text as it was last edited in the reader's language, else as the rules make it. */
export async function territoryText(tx: ActorTx, known?: AreaFigures): Promise<TerritoryText> {
  const figures = known ?? (await areaFigures(tx))
  const { sentences: proposed, behind } = proposal(figures)
  const last = await lastWritten(tx)
  const sentences = last?.sentences ?? proposed
  const said = new Set(sentences.flatMap((sentence) => sentence.figures))
  return { sentences, written: last?.written ?? null, behind: behind.filter(({ id }) => said.has(id)), proposed }
}

const Sentences = z
  .array(z.object({ text: z.string().min(1).max(1000), figures: z.array(z.string().max(200)) }))
  .max(60)

async function lastWritten(tx: ActorTx) {
  const row = await tx
    .selectFrom('territory_text')
    .innerJoin('member', 'member.id', 'territory_text.written_by')
    .select(['sentences', 'written_at', 'display_name'])
    .where('language', '=', getLocale())
    .orderBy('territory_text.id', 'desc')
    .executeTakeFirst()
  return (
    row && {
      sentences: Sentences.parse(row.sentences),
      written: { by: row.display_name, at: row.written_at.toISOString() },
    }
  )
}

/** A new version; the others stay. A sentence that is kept, or reworded at its place, keeps its figures. */
export async function writeText(tx: ActorTx, sentences: Sentence[]): Promise<void> {
  must(tx.actor, 'territory.text.write')
  await tx
    .insertInto('territory_text')
    .values({
      convention_id: tx.actor.conventionId,
      language: getLocale(),
      sentences: JSON.stringify(Sentences.parse(sentences)),
      written_by: tx.actor.memberId,
    })
    .execute()
}

function proposal(figures: AreaFigures): { sentences: Sentence[]; behind: FigureBehind[] } {
  const subjects = CATALOGUE.filter(({ areas }) => areas.includes('iris')).flatMap((indicator) =>
    subjectsBy(indicator, figures),
  )
  const facts = tellingFacts(subjects, MOST_FACTS)
  const byId = new Map(
    subjects.flatMap(({ indicator, own, comparisons, evolution }) =>
      [own, ...comparisons.map(({ reference }) => reference), ...(evolution?.points ?? [])].map(
        (value) => [value.id, { indicator, value }] as const,
      ),
    ),
  )
  const behind = facts
    .flatMap((fact) => fact.figures)
    .flatMap((id): FigureBehind[] => {
      const found = byId.get(id)
      if (!found) return []
      const { measure, invented } = shown(found.indicator, found.value, figures)
      return [
        {
          id,
          label: `${said(found.indicator.nameKey)} – ${areaWord(found.value.area)}`,
          trace: measure.trace,
          invented,
        },
      ]
    })
  return { sentences: facts.map(sentenceOf), behind: [...new Map(behind.map((one) => [one.id, one])).values()] }
}

/** Each area by one indicator, in its newest edition: peers are evaluated once, not once for each of them. */
function subjectsBy(indicator: Indicator, figures: AreaFigures): Subject[] {
  const vintages = vintagesOf(indicator, 'iris', figures.rows)
  const vintage = vintages.at(-1)
  if (vintage === undefined) return []
  const peers = figures.iris.map((area) => evaluate(indicator, area, vintage, figures.rows))
  return peers
    .filter(({ value }) => value !== null)
    .map((own) => ({
      indicator,
      own,
      comparisons: comparisonsOf(indicator, own, figures),
      peers,
      evolution: evolutionOf(
        indicator,
        vintages.map((year) => evaluate(indicator, own.area, year, figures.rows)),
      ),
    }))
}

function sentenceOf({ messageKey, values, figures }: Fact): Sentence {
  const words = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(value)]))
  return { text: said(messageKey, words), figures: [...figures] }
}

function written(value: FactValue): string {
  if (value.kind === 'text') return value.text
  if (value.kind === 'message') return said(value.key, value.values)
  const { number, unit } = value
  if (unit === 'year') return String(number)
  if (unit === 'rank') return formatNumber(number)
  if (unit === 'points') return m.territory_points({ points: formatNumber(number, { maximumFractionDigits: 1 }) })
  if (unit === 'percent') return formatNumber(number / 100, { style: 'percent', maximumFractionDigits: 0 })
  return formatValue(number, unit)
}
