/** The sentence of a refusal, in the reader's language. Codes live where they are thrown; a test sees that each has its sentence. */
import * as messages from '#messages'
import { log } from './log.server.ts'

const sentences: Record<string, unknown> = { ...messages.m }

/** `survey.household-replaced` says `refusal_survey_household_replaced`. */
export function messageKeyOf(code: string): string {
  return `refusal_${code.replaceAll(/[.-]/g, '_')}`
}

export function messageOf(code: string, values: Record<string, string | number> = {}): string {
  const sentence = sentences[messageKeyOf(code)]
  if (typeof sentence === 'function') return String(sentence(values))
  log.warn({ code }, 'refusal without a sentence')
  return messages.m.refusal_form_not_understood()
}
