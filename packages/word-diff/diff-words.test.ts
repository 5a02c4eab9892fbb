import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffWords } from './diff-words.ts'

const spelt = (pieces: ReturnType<typeof diffWords>, without: 'added' | 'removed') =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

test('a word put in, a word taken out, a word replaced', () => {
  expect(diffWords('Réunir les partenaires.', 'Réunir tous les partenaires.')).toEqual([
    { kind: 'same', text: 'Réunir ' },
    { kind: 'added', text: 'tous ' },
    { kind: 'same', text: 'les partenaires.' },
  ])
  expect(diffWords('deux fois par an', 'trois fois par an')).toEqual([
    { kind: 'removed', text: 'deux' },
    { kind: 'added', text: 'trois' },
    { kind: 'same', text: ' fois par an' },
  ])
})

test('neighbouring changes are told as one, spaces included', () => {
  expect(diffWords('Un comité par an.', 'Deux réunions par an.')).toEqual([
    { kind: 'removed', text: 'Un comité' },
    { kind: 'added', text: 'Deux réunions' },
    { kind: 'same', text: ' par an.' },
  ])
})

test('an elision is its own word', () => {
  expect(diffWords('l’accueil', 'l’accompagnement')).toEqual([
    { kind: 'same', text: 'l’' },
    { kind: 'removed', text: 'accueil' },
    { kind: 'added', text: 'accompagnement' },
  ])
})

test('whatever the texts, both can be read in the pieces, and the same text has no change', () => {
  const text = fc
    .array(fc.constantFrom('le', 'la', 'panel', ' ', '\n\n', ', ', '.', 'é’'), { maxLength: 40 })
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const pieces = diffWords(before, after)
      expect(spelt(pieces, 'added')).toBe(before)
      expect(spelt(pieces, 'removed')).toBe(after)
    }),
  )
  fc.assert(fc.property(text, (same) => diffWords(same, same).every(({ kind }) => kind === 'same')))
})
