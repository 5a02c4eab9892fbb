import { expect, test } from 'vitest'
import { frenchSpaces } from '../french/spaces.ts'
import { CATALOGUE } from './catalogue.ts'
import { INCOMPARABLE } from './compare.ts'
import { BREAKS } from './evolution.ts'
import { FACT_MESSAGES } from './facts.ts'
import { THEMES } from './indicator.ts'
import en from './messages/en.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }
import { AREA_KINDS } from './row.ts'
import { RELIABILITY_RULES, SECRECY_RULES } from './rules.ts'
import { CAUTIONS, METHODS, WITHHELD } from './value.ts'

const catalogues: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['French', fr],
  ['English', en],
]

const keys = (group: string, members: readonly string[]) =>
  members.map((member) => `territory_${group}_${member.replaceAll('-', '_')}`)

const EXPECTED = [
  ...CATALOGUE.flatMap(({ nameKey, definitionKey, formulas }) => [
    nameKey,
    definitionKey,
    ...formulas.map(({ textKey }) => textKey),
  ]),
  ...Object.keys(FACT_MESSAGES),
  ...keys('theme', THEMES),
  ...keys('area', AREA_KINDS),
  ...keys('withheld', WITHHELD),
  ...keys('caution', CAUTIONS),
  ...keys('method', METHODS),
  ...keys('incomparable', INCOMPARABLE),
  ...keys('break', BREAKS),
  ...keys('secrecy', Object.keys(SECRECY_RULES)),
  ...keys('reliability', Object.keys(RELIABILITY_RULES)),
  ...keys('bound', ['at-most', 'at-least']),
  ...keys('unit', ['point', 'points', 'years']),
  'territory_range',
]

test.each(catalogues)('everything has its words in %s, and no words are left over', (_language, messages) => {
  expect(Object.keys(messages).sort()).toEqual([...EXPECTED].sort())
  for (const [key, words] of Object.entries(messages))
    expect({ key, length: words.length > 1 }).toEqual({ key, length: true })
})

test.each(catalogues)('a sentence in %s says all that its fact gives, and nothing else', (_language, messages) => {
  for (const [key, given] of Object.entries(FACT_MESSAGES)) {
    const asked = [...(messages[key] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect({ key, asked: asked.sort() }).toEqual({ key, asked: [...given].sort() })
  }
})

test.each(catalogues)('no sentence in %s gives a cause', (_language, messages) => {
  for (const key of Object.keys(FACT_MESSAGES)) {
    expect(messages[key]).not.toMatch(/parce|car |donc|à cause|grâce|because|due to|thanks|therefore|since/)
  }
})

test('French words have French spaces and apostrophes', () => {
  for (const words of Object.values(fr)) {
    expect(words).toBe(frenchSpaces(words))
    expect(words).not.toContain("'")
  }
})
