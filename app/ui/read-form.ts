import { z } from 'zod'
import type { FieldRefusal, FormAnswer, FormValues } from './form-answer.ts'

/**
 * Reads a sent form by a schema. A name sent several times comes as an array: declare it with `several`.
 */
export function readForm<Schema extends z.ZodType>(
  form: FormData,
  schema: Schema,
): { ok: true; input: z.output<Schema> } | { ok: false; answer: FormAnswer } {
  const parsed = schema.safeParse(answeredOf(valuesOf(form)))
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

/** What was really answered: an empty text counts as absent, as it does for a reader. */
export function answeredOf(values: FormValues): FormValues {
  const answered: FormValues = {}
  for (const [name, value] of Object.entries(values)) {
    const [first, ...rest] = [value].flat().filter((text) => text !== '')
    if (first !== undefined) answered[name] = rest.length > 0 ? [first, ...rest] : first
  }
  return answered
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
export function firstByField(refusals: FieldRefusal[]) {
  return refusals.filter(
    ({ field }, index) => field === undefined || refusals.findIndex((other) => other.field === field) === index,
  )
}
