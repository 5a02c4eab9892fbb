import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKey } from './address-key.ts'
import { floorName, hour, longDate, ordinal } from './amounts.ts'
import { personKey } from './person-key.ts'
import { plain } from './plain.ts'
import { frenchSpaces } from './spaces.ts'

describe('frenchSpaces', () => {
  test.each([
    ['Qui ? Moi !', 'Qui\u202f? Moi\u202f!'],
    ['Qui? Moi; lui!', 'Qui\u202f? Moi\u202f; lui\u202f!'],
    ['Quoi ?!', 'Quoi\u202f?!'],
    ['Adresse : 3 rue', 'Adresse\u00a0: 3 rue'],
    ['Adresse: 3 rue', 'Adresse\u00a0: 3 rue'],
    ['à 18:30', 'à 18:30'],
    ['« oui »', '«\u00a0oui\u00a0»'],
    ['«oui»', '«\u00a0oui\u00a0»'],
    ['a:»', 'a\u00a0:\u00a0»'],
    ['12 % de 40 m²', '12\u202f% de 40\u00a0m²'],
    ['Voir https://exemple.test/a?b=1; puis !', 'Voir https://exemple.test/a?b=1\u202f; puis\u202f!'],
  ])('%s', (given, expected) => {
    expect(frenchSpaces(given)).toBe(expected)
  })

  test('applying it twice changes nothing more, and only spaces ever change', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '4', ' ', '?', '!', ';', ':', '«', '»', '%', '(', '\n') })
    fc.assert(
      fc.property(text, (words) => {
        const once = frenchSpaces(words)
        expect(frenchSpaces(once)).toBe(once)
        const bare = (spaced: string) => spaced.replace(/[ \u00a0\u202f]/g, '')
        expect(bare(once)).toBe(bare(words))
      }),
    )
  })
})

describe('amounts', () => {
  test('ordinals agree with their word', () => {
    expect([ordinal(1), ordinal(1, 'feminine'), ordinal(2), ordinal(21)]).toEqual(['1er', '1re', '2e', '21e'])
    expect(() => ordinal(0)).toThrow(RangeError)
  })

  test('floors have names', () => {
    expect([0, 1, 12, -1].map(floorName)).toEqual(['rez-de-chaussée', '1er étage', '12e étage', '1er sous-sol'])
  })

  test('dates and hours are written as in print', () => {
    expect(longDate(new Date('2026-07-01T10:00:00Z'))).toBe('1er juillet 2026')
    expect(longDate(new Date('2026-07-11T10:00:00Z'))).toBe('11 juillet 2026')
    expect(hour(new Date('2026-07-01T07:05:00Z'))).toBe('9\u00a0h\u00a005')
    expect(hour(new Date('2026-07-01T16:00:00Z'))).toBe('18\u00a0h')
  })
})

describe('addressKey', () => {
  test.each([
    ['12 bis, av. du Mal de Lattre', '12B AVENUE MARECHAL LATTRE'],
    ['3 bd St-Michel', '3, Boulevard Saint Michel'],
    ['0014 ALL DES PRIMEVERES', '14 allée des Primevères'],
    ['71RUEDE VERSAILLES', '71 rue de Versailles'],
    ['9 R FONTAINE', '9 rue Fontaine'],
    ['5 RUE DU SGT BOBILLOT', '5 rue du Sergent-Bobillot'],
    ["20 RUE DES DROITS DE L'HOMME", '20 rue des Droits de l’Homme'],
  ])('%s and %s are one place', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other))
  })

  test('another number, rank or street is another place', () => {
    const keys = ['12 rue Fontaine', '12 bis rue Fontaine', '21 rue Fontaine', '12 avenue Fontaine'].map(addressKey)
    expect(new Set(keys).size).toBe(4)
  })

  test('a key is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('1', '0', 'b', 'R', 's', 't', ' ', 'é', 'de', ',') }), (text) => {
        expect(addressKey(addressKey(text))).toBe(addressKey(text))
      }),
    )
  })
})

describe('personKey', () => {
  test.each([
    ['Mme Anne-Marie Le Goff', 'LEGOFF Anne Marie'],
    ['Benoît Œuvrard', 'oeuvrard BENOIT'],
    ['Samira El Amrani', 'elamrani samira'],
    ["Jean d'Arvor", 'D’ARVOR Jean'],
  ])('%s and %s meet', (one, other) => {
    expect(personKey(one)).toBe(personKey(other))
  })

  test('plain words keep their letters and figures only', () => {
    expect(plain('  Ça, l’été :  n° 4 ')).toBe('ca l ete n 4')
  })
})
