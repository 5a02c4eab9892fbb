/** The synthesis as it leaves the operator: everything in it may be read by the landlord. */
import { z } from 'zod'
import { NEEDS, STANCES } from './choices.ts'

const Figure = z.object({
  estimateId: z.string(),
  figureId: z.string(),
  subject: z.enum(['answer', 'code']),
  wording: z.string(),
  value: z.string(),
  feature: z.string().nullable(),
  featureValue: z.string().nullable(),
  share: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.number(),
  reliability: z.string(),
})

const LeavingFinding = z.object({
  findingId: z.string(),
  audience: z.enum(['tenant', 'caretaker']),
  title: z.string(),
  statement: z.string(),
  plain: z.string(),
  /** Persons who say it, and who say otherwise; null for fewer than eleven. */
  supporting: z.number().nullable(),
  diverging: z.number().nullable(),
  hasDiverging: z.boolean(),
  figures: z.array(Figure),
  verbatims: z.array(z.object({ said: z.string(), stance: z.enum(STANCES) })),
  needs: z.array(
    z.object({
      kind: z.enum(NEEDS),
      wording: z.string(),
      residence: z.string().nullable(),
      residenceId: z.string().nullable().default(null),
    }),
  ),
})
export type LeavingFinding = z.infer<typeof LeavingFinding>

/** A residence commonly has one caretaker: what caretakers need is said of no residence. */
export function withoutCaretakerPlaces(finding: LeavingFinding): LeavingFinding {
  if (finding.audience !== 'caretaker') return finding
  return { ...finding, needs: finding.needs.map((need) => ({ ...need, residence: null, residenceId: null })) }
}

export const Content = z.object({ introduction: z.string(), findings: z.array(LeavingFinding) })
export type Content = z.infer<typeof Content>
