/** What keeps a draft from being issued, in the reader's language. */
import { messageOf } from '#app/platform/refusal-message.server.ts'
import * as messages from '#messages'
import { messageKeyOf, RULE_NAMES } from '#packages/factur-x/rules.ts'
import type { Problem } from './issue.server.ts'

const sentences: Record<string, unknown> = { ...messages.m }

export function saidProblem(problem: Problem): string {
  const rule = RULE_NAMES.find((name) => name === problem)
  if (rule === undefined) return messageOf(problem)
  const sentence = sentences[messageKeyOf(rule)]
  return typeof sentence === 'function' ? String(sentence()) : rule
}
