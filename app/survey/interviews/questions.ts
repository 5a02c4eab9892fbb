/** What an interview guide may ask. Pure. */
import { m } from '#messages'
import { KINDS, type Kind } from './question-kinds.ts'

export const AUDIENCES = ['tenant', 'caretaker'] as const
export type Audience = (typeof AUDIENCES)[number]

export interface Question {
  id: string
  /** The same from one version of the guide to the next. */
  key: string
  theme: string
  kind: Kind
  wording: string
  prompts: string[]
  choices: string[]
  least: number | null
  most: number | null
  /** The answers it depends on; none for a question that is asked of all. */
  conditions: Condition[]
  conditionRule: ConditionRule
}

/** That answer was given to that question. */
export interface Condition {
  key: string
  value: string
}

export const CONDITION_RULES = ['all', 'any'] as const
export type ConditionRule = (typeof CONDITION_RULES)[number]

export function conditionRuleOf(text: string): ConditionRule {
  return text === 'any' ? 'any' : 'all'
}

export function kindOf(text: string): Kind {
  return KINDS.find((kind) => kind === text) ?? 'open'
}

export function kindWord(kind: Kind): string {
  const words: Record<Kind, () => string> = {
    open: m.survey_kind_open,
    single: m.survey_kind_single,
    multiple: m.survey_kind_multiple,
    scale: m.survey_kind_scale,
    number: m.survey_kind_number,
    date: m.survey_kind_date,
    place: m.survey_kind_place,
  }
  return words[kind]()
}

export function audienceWord(audience: string): string {
  return audience === 'caretaker' ? m.survey_audience_caretaker() : m.survey_audience_tenant()
}

/** What one can tick: the words of the guide, or the steps of the scale. */
export function choicesOf({ kind, choices, least, most }: Question): string[] {
  if (kind !== 'scale') return choices
  const first = least ?? 1
  return Array.from({ length: (most ?? first) - first + 1 }, (_, step) => String(first + step))
}

/** When a question is asked, in words; nothing for one that is asked of all. */
export function conditionWord({ conditions, conditionRule }: Question, all: readonly Question[]): string | undefined {
  const said = conditions.map(({ key, value }) =>
    m.survey_condition_part({
      number: all.findIndex((other) => other.key === key) + 1,
      answer: m.survey_quoted({ words: value }),
    }),
  )
  if (said.length === 0) return undefined
  const [first = '', ...rest] = said
  const more = rest.map((part) =>
    conditionRule === 'all' ? m.survey_condition_and({ part }) : m.survey_condition_or({ part }),
  )
  return m.survey_condition_says({ conditions: [first, ...more].join('') })
}

/** Those of one theme together, in the order of the guide; each keeps its number in the whole. */
export function byTheme(
  questions: readonly Question[],
): { theme: string; questions: (Question & { number: number })[] }[] {
  const numbered = questions.map((question, at) => ({ ...question, number: at + 1 }))
  return [...new Set(numbered.map(({ theme }) => theme))].map((theme) => ({
    theme,
    questions: numbered.filter((question) => question.theme === theme),
  }))
}
