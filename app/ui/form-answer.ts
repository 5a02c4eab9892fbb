import { z } from 'zod'

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

/**
 * Reads a sent form by a schema. A name sent several times comes as an array (declare it with `several`);
 * an empty text counts as absent, as it does for a reader.
 */
export function readForm<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
): { ok: true; input: z.output<Schema> } | { ok: false; answer: FormAnswer } {
  const parsed = schema.safeParse(inputOf(form))
  if (parsed.success) return { ok: true, input: parsed.data }
  const refusal = parsed.error.issues.map((issue) => ({
    code: issue.code,
    ...(issue.path[0] === undefined ? {} : { field: String(issue.path[0]) }),
    message: issue.message,
  }))
  return { ok: false, answer: { refusal: firstByField(refusal), values: valuesOf(form) } }
}

/** A group of checkboxes, of which a browser sends none, one or several. */
export function several<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item))
}

function inputOf(form: FormData) {
  const input: Record<string, FormDataEntryValue | FormDataEntryValue[]> = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value) => value !== '')
    const [only] = values
    if (values.length > 1) input[name] = values
    else if (only !== undefined) input[name] = only
  }
  return input
}

/** The texts of a sent form, to fill it again. Files cannot be given back to a browser and are left out. */
export function valuesOf(form: FormData): FormValues {
  const values: FormValues = {}
  for (const name of new Set(form.keys())) {
    const texts = form.getAll(name).filter((value) => typeof value === 'string')
    const [only] = texts
    if (texts.length > 1) values[name] = texts
    else if (only !== undefined) values[name] = only
  }
  return values
}

// A field says one thing at a time: the first rule that it breaks.
function firstByField(refusals: FieldRefusal[]) {
  return refusals.filter(
    ({ field }, index) => field === undefined || refusals.findIndex((other) => other.field === field) === index,
  )
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
