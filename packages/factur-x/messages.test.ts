import { expect, test } from 'vitest'
import en from './messages/en.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }
import { messageKeyOf, RULE_NAMES } from './rules.ts'

test.each([
  ['French', fr],
  ['English', en],
])('every rule has its sentence in %s, and no sentence is left over', (_language, messages) => {
  expect(Object.keys(messages).sort()).toEqual(RULE_NAMES.map(messageKeyOf).sort())
})
