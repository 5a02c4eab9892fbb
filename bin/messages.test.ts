import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CATALOGUES, catalogue, LOCALES, sentences } from './catalogues.ts'

const ROOT = join(import.meta.dirname, '..')
test('every message exists in every language', () => {
  for (const pattern of CATALOGUES) {
    const [first, ...others] = LOCALES.map((locale) => Object.keys(catalogue(pattern, locale)).sort())
    for (const keys of others) expect(keys, pattern).toEqual(first)
  }
})

test('no key stands in two catalogues, where the last would silently win', () => {
  const keys = CATALOGUES.flatMap((pattern) => Object.keys(catalogue(pattern, 'fr')))
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
})

test('a message takes the same values in every language', () => {
  for (const pattern of CATALOGUES) {
    const [french, english] = LOCALES.map((locale) => catalogue(pattern, locale))
    for (const key of Object.keys(french ?? {})) expect(values(english?.[key]), key).toEqual(values(french?.[key]))
  }
})

test('French has its narrow spaces, its quotes and its apostrophes', () => {
  const wrong = CATALOGUES.flatMap((pattern) =>
    Object.entries(catalogue(pattern, 'fr')).flatMap(([key, message]) =>
      sentences(message)
        .filter((sentence) => !isWellSet(sentence))
        .map((sentence) => `${key}: ${sentence}`),
    ),
  )
  expect(wrong).toEqual([])
})

test('the check of French sees what a typist gets wrong', () => {
  const wrong = [
    'Quoi ?',
    'Quoi?',
    'Non ; si',
    'Bravo!',
    "l'âge",
    '"secret"',
    '« secret »',
    'État : neuf',
    'attendez...',
  ]
  expect(wrong.filter(isWellSet)).toEqual([])
  const right = [
    'Quoi\u202f?',
    'Non\u202f; si',
    'l’âge',
    '«\u00a0secret\u00a0»',
    'État\u00a0: neuf',
    'de 8:30 à 12',
    'https://a.fr/?q=1',
  ]
  expect(right.filter((sentence) => !isWellSet(sentence))).toEqual([])
})

const sources = globSync('{app,packages}/**/*.{ts,tsx}', { cwd: ROOT, exclude: ['**/*.test.*'] })
  .map(textOf)
  .join('\n')
const keys = CATALOGUES.flatMap((pattern) => Object.keys(catalogue(pattern, 'fr')))
// Some messages are found by a code: 'stock.already-covered' is said by refusal_stock_already_covered, the kind of work
// 'import.check' by job_kind_import_check, a table 'stock_person' by table_stock_person, a field by stock_field_….
const FOUND_BY_CODE = [
  '',
  'refusal_',
  'job_kind_',
  'job_step_',
  'table_',
  'stock_field_',
  'import_choice_',
  'survey_import_field_',
]
const codes = [...sources.matchAll(/['"`.]([a-zA-Z]+(?:[._-][a-z]+)*)\b|\b([a-zA-Z]+):/g)].map(
  ([, quoted = '', named = '']) =>
    (quoted || named).replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll(/[.-]/g, '_'),
)

test('every message is used somewhere', () => {
  const used = new Set([...sources.matchAll(/\bm\.([a-z0-9_]+)/g)].map(([, key]) => key))
  for (const prefix of FOUND_BY_CODE) for (const code of codes) used.add(prefix + code)
  // A package finds its sentences by code, and proves its own catalogue.
  const proven = new Set(
    CATALOGUES.filter((pattern) => pattern.startsWith('./packages/')).flatMap((each) =>
      Object.keys(catalogue(each, 'fr')),
    ),
  )
  expect(keys.filter((key) => !used.has(key) && !proven.has(key))).toEqual([])
})

test('every refusal has its sentence', () => {
  const thrown = [...sources.matchAll(/new Refusal\(\s*'([a-z.-]+)'/g)].map(
    ([, code = '']) => `refusal_${code.replaceAll(/[.-]/g, '_')}`,
  )
  expect(thrown.filter((key) => !keys.includes(key))).toEqual([])
})

function isWellSet(sentence: string) {
  const text = sentence.replace(/https?:\S+/g, '')
  const space = /(^|[^\u202f\u00a0;!?])[;!?]|[^\u202f\u00a0]:(?=\s|$)|«(?![\u202f\u00a0])|(?<![\u202f\u00a0])»/u
  return !space.test(text) && !/['"]|\.\.\./.test(text)
}

function values(message: Parameters<typeof sentences>[0] | undefined) {
  const named = sentences(message ?? []).flatMap((sentence) =>
    [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
  )
  return [...new Set(named)].sort()
}

function textOf(file: string) {
  return readFileSync(join(ROOT, file), 'utf8')
}
