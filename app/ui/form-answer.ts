/** One thing that a form was refused for. Without a field it is said in the summary only. */
export interface FieldRefusal {
  code: string
  field?: string
  message: string
  /** What to do next, as a sentence. */
  remedy?: string
}

export type FormValues = Record<string, string | string[]>

/** What an action gives back to its form: why it refused, and what was typed. */
export interface FormAnswer {
  refusal: FieldRefusal[]
  values: FormValues
}

/** What a field shows: the text typed before the refusal, else its own first value. */
export function textOf(answer: FormAnswer | undefined, name: string, first = ''): string {
  const value = answer?.values[name]
  if (Array.isArray(value)) return value[0] ?? ''
  return value ?? (answer ? '' : first)
}

/** What a group of choices shows as chosen. */
export function chosenOf(answer: FormAnswer | undefined, name: string, first: readonly string[] = []): string[] {
  if (!answer) return [...first]
  const value = answer.values[name]
  return value === undefined ? [] : [value].flat()
}
