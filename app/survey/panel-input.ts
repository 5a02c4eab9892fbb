/** What the forms of a panel may say. */
import { z } from 'zod'
import { several } from '#app/ui/read-form.ts'
import { FEATURES } from './features.ts'

const OBJECTIVES = ['leximin', 'maximin', 'nash'] as const

const Percent = z.string().transform((text, context) => {
  const value = Number(text.replace(',', '.').replace(/\s*%$/, ''))
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > 100) {
    context.addIssue({ code: 'custom', params: { code: 'survey.not-a-percentage' } })
    return z.NEVER
  }
  return value / 100
})

export const PanelForm = z.object({
  name: z.string().trim().min(3).max(120),
  size: z.coerce.number().int().min(2).max(2000),
  tolerance: Percent,
  objective: z.enum(OBJECTIVES).default('leximin'),
  holders: z.enum(['holders', 'adults']).default('adults'),
  household: z.enum(['one', 'any']).default('any'),
  residences: several(z.uuid()),
  features: several(z.enum(FEATURES)),
})

/** The same while one types: what cannot be read keeps its usual value, so that the page can answer. */
export const PanelDraft = z.object({
  name: z.string().trim().max(120).catch(''),
  size: z.coerce.number().int().min(2).max(2000).catch(100),
  tolerance: Percent.catch(0.1),
  objective: z.enum(OBJECTIVES).catch('leximin'),
  holders: z.enum(['holders', 'adults']).catch('adults'),
  household: z.enum(['one', 'any']).catch('any'),
  residences: several(z.uuid()).catch([]),
  features: several(z.enum(FEATURES)).catch([...FEATURES]),
})

type Typed = z.infer<typeof PanelForm>

export function settingsFrom({ holders, household, residences, features, ...rest }: Typed) {
  return {
    ...rest,
    residenceIds: residences,
    holdersOnly: holders === 'holders',
    onePerHousehold: household === 'one',
    features: features.length === 0 ? [...FEATURES] : FEATURES.filter((feature) => features.includes(feature)),
  }
}

/** An address or a form as plain values; a name sent twice is a list. */
export function valuesFrom(sent: URLSearchParams | FormData): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const name of new Set(sent.keys())) {
    const all = sent.getAll(name)
    values[name] = all.length > 1 ? all : all[0]
  }
  return values
}
