import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressLines, LINE_CHARACTERS, type Recipient } from './address.ts'

const jeanne: Recipient = {
  civility: 'MME',
  firstName: 'Jeanne',
  lastName: 'Martin',
  inside: ['Appartement 12', 'Escalier B', 'Étage 3'],
  outside: ['Bâtiment C', 'Résidence Les Tilleuls'],
  street: '12bis, rue des Peupliers',
  postcode: '78000',
  town: 'Ville-Inventée',
}

test('the example of the norm is printed as the norm prints it', () => {
  expect(addressLines(jeanne)).toEqual({
    lines: [
      'MME JEANNE MARTIN',
      'APPARTEMENT 12 ESCALIER B ETAGE 3',
      'BATIMENT C RESIDENCE LES TILLEULS',
      '12 BIS RUE DES PEUPLIERS',
      '78000 VILLE-INVENTEE',
    ],
    problems: [],
  })
})

test('empty lines close up, and a postcode typed with the town is not printed twice', () => {
  const { lines } = addressLines({ ...jeanne, inside: [], outside: [], town: '78000 Ville-Inventée' })
  expect(lines.slice(1)).toEqual(['12 BIS RUE DES PEUPLIERS', '78000 VILLE-INVENTEE'])
})

test('38 characters pass, 39 do not', () => {
  const named = (letters: number) =>
    addressLines({ ...jeanne, civility: '', firstName: '', lastName: 'A'.repeat(letters) })
  expect(named(38).problems).toEqual([])
  expect(named(39).problems).toEqual(['too-long'])
})

test('words are shortened only where the line is too long, and only as far as needed', () => {
  const street = (way: string) => addressLines({ ...jeanne, street: way }).lines[3]
  expect(street('3 boulevard Saint-Michel')).toBe('3 BOULEVARD SAINT-MICHEL')
  expect(street('113 boulevard du Maréchal Saint Exemple Long')).toBe('113 BD DU MARECHAL SAINT EXEMPLE LONG')
})

test('what is missing is told', () => {
  expect(addressLines({ ...jeanne, lastName: ' ', street: '', postcode: '7800', town: '' }).problems).toEqual([
    'no-name',
    'no-street',
    'postcode',
    'no-town',
  ])
})

test('an address without problem holds what the norm allows, whatever was typed', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'É', '4', ' ', ',', "'", 'œ', 'avenue ', '-') })
  fc.assert(
    fc.property(text, text, text, (lastName, street, inside) => {
      const { lines, problems } = addressLines({ ...jeanne, lastName, street, inside: [inside] })
      if (problems.length > 0) return
      expect(lines.length).toBeLessThanOrEqual(6)
      for (const line of lines) {
        expect(line.length).toBeLessThanOrEqual(LINE_CHARACTERS)
        expect(line).toMatch(/^[A-Z0-9' -]+$/)
      }
    }),
  )
})
