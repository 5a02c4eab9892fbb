import { z } from 'zod'
import type { FieldRefusal, FormAnswer, FormValues } from './form-answer.ts'

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
