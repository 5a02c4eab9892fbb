import { expect, test } from 'vitest'
import { z } from 'zod'
import { chosenOf, textOf } from './form-answer.ts'
import { readForm, several } from './read-form.ts'

const Invitation = z.object({
  email: z.email('Adresse à corriger').max(6, 'Adresse trop longue'),
  residences: several(z.string()),
})

function formOf(entries: [string, string][]) {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

test('a group of checkboxes is a list whether none, one or several are checked', () => {
  const read = (names: string[]) =>
    readForm(formOf([['email', 'a@b.fr'], ...names.map((name): [string, string] => ['residences', name])]), Invitation)
  expect(read([])).toEqual({ ok: true, input: { email: 'a@b.fr', residences: [] } })
  expect(read(['ormes'])).toMatchObject({ input: { residences: ['ormes'] } })
  expect(read(['ormes', 'tilleuls'])).toMatchObject({ input: { residences: ['ormes', 'tilleuls'] } })
})

test('a refused form says one thing by field and keeps what was typed', () => {
  const read = readForm(
    formOf([
      ['email', 'not an address'],
      ['residences', 'ormes'],
    ]),
    Invitation,
  )
  expect(read).toEqual({
    ok: false,
    answer: {
      refusal: [{ code: 'invalid_format', field: 'email', message: 'Adresse à corriger' }],
      values: { email: 'not an address', residences: 'ormes' },
    },
  })
})

test('a field shows its first value only until something was sent', () => {
  expect(textOf(undefined, 'name', 'Bondy')).toBe('Bondy')
  expect(textOf({ refusal: [], values: { name: '' } }, 'name', 'Bondy')).toBe('')
  expect(chosenOf({ refusal: [], values: {} }, 'residences', ['ormes'])).toEqual([])
})
