/** A question of a guide as the form sends it. */
import { z } from 'zod'
import type { Draft } from './guides.server.ts'
import { KINDS } from './question-kinds.ts'
import { CONDITION_RULES, type Condition, type Question } from './questions.ts'

const MOST_LINES = 20
const LONGEST_LINE = 200

const Lines = z
  .string()
  .max(4000)
  .default('')
  .transform((text) => [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== ''))
  .pipe(z.array(z.string().max(LONGEST_LINE)).max(MOST_LINES))

const Bound = z.coerce.number().int().min(-100_000).max(100_000).optional()

const Depends = z.string().max(400).optional()

export const QuestionForm = z
  .object({
    theme: z.string().trim().min(1).max(120),
    kind: z.enum(KINDS),
    wording: z.string().trim().min(3).max(500),
    prompts: Lines,
    choices: Lines,
    least: Bound,
    most: Bound,
    condition1: Depends,
    condition2: Depends,
    condition3: Depends,
    conditionRule: z.enum(CONDITION_RULES).default('all'),
  })
  .superRefine(({ kind, choices, least, most }, check) => {
    const refuse = (field: string, code: string) => check.addIssue({ code: 'custom', path: [field], params: { code } })
    if ((kind === 'single' || kind === 'multiple') && choices.length < 2) refuse('choices', 'survey.two-choices')
    if (kind === 'scale' && (least === undefined || most === undefined || most - least < 1 || most - least > 10))
      refuse('most', 'survey.scale-steps')
    if (kind === 'number' && least !== undefined && most !== undefined && most < least)
      refuse('most', 'survey.most-below')
  })
  .transform(({ condition1, condition2, condition3, kind, choices, least, most, ...rest }): Draft => {
    const ticked = kind === 'single' || kind === 'multiple'
    const bounded = kind === 'scale' || kind === 'number'
    return {
      ...rest,
      kind,
      choices: ticked ? choices : [],
      least: bounded ? (least ?? null) : null,
      most: bounded ? (most ?? null) : null,
      conditions: distinct([condition1, condition2, condition3]).map(conditionFrom),
    }
  })

function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined && text !== ''))].filter((text) => text !== undefined)
}

function conditionFrom(text: string): Condition {
  const [key = '', ...value] = text.split(':')
  return { key, value: value.join(':') }
}

/** The answers on which a question may depend: those of the closed questions before it. */
export function conditionChoices(before: readonly Question[]) {
  return before.flatMap(({ key, choices, wording }) =>
    choices.map((choice) => ({ value: `${key}:${choice}`, label: `${wording} → ${choice}` })),
  )
}
