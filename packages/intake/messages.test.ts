import { expect, test } from 'vitest'
import en from './messages/en.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }
import { messageOf, PROBLEM_CODES, type ProblemCode, problem, shown } from './problem.ts'

const isCode = (code: string): code is ProblemCode => code in PROBLEM_CODES
const codes = Object.keys(PROBLEM_CODES).filter(isCode)
const catalogues: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['French', fr],
  ['English', en],
]

test.each(catalogues)('every problem has its sentence in %s, and no sentence is left over', (_language, messages) => {
  expect(Object.keys(messages).sort()).toEqual(codes.map((code) => `intake_${code}`).sort())
})

test.each(catalogues)('a sentence in %s asks only for what its problem gives', (_language, messages) => {
  for (const code of codes) {
    const entry = PROBLEM_CODES[code]
    const given = new Set<string>(['line', 'column', 'value', ...('params' in entry ? entry.params : [])])
    const asked = [...(messages[`intake_${code}`] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    expect({ code, unknown: asked.filter((name) => !given.has(name)) }).toEqual({ code, unknown: [] })
  }
})

test('French sentences keep their spaces with the signs they belong to', () => {
  for (const sentence of Object.values(fr)) expect(sentence).not.toMatch(/ [;:?!»]|« |'/)
})

test('a value shown is short, and shows what would be invisible', () => {
  expect(shown('a\u202Eb\nc')).toBe('a·b·c')
  expect(Array.from(shown('👩'.repeat(100)))).toHaveLength(60)
  expect(messageOf(problem('line_too_long', 3, { limit: 9 }))).toEqual({
    key: 'intake_line_too_long',
    inputs: { line: '3', column: '', value: '', limit: '9' },
  })
})
