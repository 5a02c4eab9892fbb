import fc from 'fast-check'
import { expect, test } from 'vitest'
import { masked, suggestMasks } from './masks.ts'

const kinds = (text: string, names: string[] = [], places: string[] = []) =>
  suggestMasks(text, { names, places }).map(({ start, end, kind }) => `${kind}: ${text.slice(start, end)}`)

test('names of a register are found whatever their accents, and only where they are written as names', () => {
  expect(kinds('Lefevre a tout vu, dit Hélène. La rose est belle.', ['Lefèvre', 'Helene', 'Rose'])).toEqual([
    'name: Lefevre',
    'name: Hélène',
  ])
})

test('a name after a title, and any other capital inside of a sentence', () => {
  expect(kinds('Demandez à madame Da Silva. Avec Karim on s’entend bien.')).toEqual(['name: Da Silva', 'name: Karim'])
})

test('places, telephones, addresses and homes', () => {
  expect(kinds('J’habite Les Érables, 12 bis, rue Jean Jaurès, porte 12, escalier B.', [], ['Les Érables'])).toEqual([
    'place: Les Érables',
    'place: 12 bis, rue Jean Jaurès',
    'home: porte 12',
    'home: escalier B',
  ])
  expect(kinds('Au 3e étage, le 06 12 34 56 78 ou awa@exemple.fr, depuis le 3 mars 2024.')).toEqual([
    'home: Au 3e étage',
    'phone: 06 12 34 56 78',
    'mail: awa@exemple.fr',
    'date: 3 mars 2024',
  ])
})

test('a floor is one with or without its word, and not every ordinal is a floor', () => {
  expect(kinds('J’habite au quatrième : je descends. Le monsieur du troisième, au premier appel.')).toEqual([
    'home: au quatrième',
    'home: du troisième',
  ])
})

test('ages become bands of ten years, the oldest together', () => {
  const say = (text: string) => masked(text, suggestMasks(text))
  expect(say('J’ai 43 ans, ma mère 82 ans, mon fils 9 ans.')).toBe(
    'J’ai 40 à 49 ans, ma mère 75 ans et plus, mon fils moins de 18 ans.',
  )
})

test('health, offences and beliefs are pointed at, with nothing to put instead', () => {
  const text = 'Depuis mon cancer, plus rien.'
  expect(suggestMasks(text)).toEqual([{ start: 11, end: 17, kind: 'sensitive' }])
  expect(masked(text, suggestMasks(text))).toBe(text)
})

test('suggestions lie in the text, in order, one after the other, for any words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, names) => {
      const masks = suggestMasks(text, { names, places: names })
      masks.forEach(({ start, end }, at) => {
        expect(start).toBeGreaterThanOrEqual(masks[at - 1]?.end ?? 0)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(end).toBeGreaterThan(start)
      })
    }),
  )
})
