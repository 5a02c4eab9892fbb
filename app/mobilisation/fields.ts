/** What a text may leave open for each recipient, written in braces: {prénom}. */

export const FIELDS = ['civilité', 'prénom', 'nom', 'résidence', 'adresse'] as const
export type FieldName = (typeof FIELDS)[number]
export type FieldValues = Record<FieldName, string>

const FIELD = /\{([^{}]*)\}/g

/** Names in braces that we know nothing of: a typing error must not be printed 3 000 times. */
export function unknownFields(text: string): string[] {
  return [...text.matchAll(FIELD)]
    .map(([, name = '']) => name)
    .filter((name) => !FIELDS.some((known) => known === name))
}

/** Fields that a text uses and that nothing is known for: its sentence would have a hole. */
export function emptyFields(text: string, values: FieldValues): FieldName[] {
  return FIELDS.filter((name) => text.includes(`{${name}}`) && values[name].trim() === '')
}

/** The text for one recipient. */
export function filled(text: string, values: FieldValues): string {
  return FIELDS.reduce((words, name) => words.replaceAll(`{${name}}`, values[name]), text)
}
