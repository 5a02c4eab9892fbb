import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HARD_WORDS } from './hard-words.ts'
import { remarksOn } from './remarks.ts'
import { sentencesOf, wordCount } from './sentences.ts'
import { frenchTypography } from './typography.ts'

const kinds = (text: string) => remarksOn(text).map(({ kind, found }) => `${kind}: ${found}`)

describe('sentences', () => {
  test.each([
    ['Bonjour M. Roy. Venez !', ['Bonjour M. Roy.', 'Venez !']],
    ['Le loyer est de 512.50 euros. Merci.', ['Le loyer est de 512.50 euros.', 'Merci.']],
    ['Réunion\nSalle du rez-de-chaussée', ['Réunion', 'Salle du rez-de-chaussée']],
    ['Que faire ?! « Venez. » Voilà…', ['Que faire ?!', '« Venez.', '» Voilà…']],
    ['– café\n– gâteaux', ['café', 'gâteaux']],
  ])('%s', (text, expected) => {
    expect(sentencesOf(text).map(({ from, to }) => text.slice(from, to))).toEqual(expected)
  })

  test('words are counted as they are read', () => {
    expect(wordCount('L’eau coûte 12 500 € au rez-de-chaussée.')).toBe(6)
    expect(wordCount('Écrivez à {courriel} ou accueil@exemple.test')).toBe(5)
  })
})

describe('remarks', () => {
  test('a sentence of 20 words passes, one of 21 does not', () => {
    const words = (count: number) => `${Array.from({ length: count }, () => 'mot').join(' ')}.`
    expect(remarksOn(words(20))).toEqual([])
    expect(remarksOn(words(21))).toMatchObject([{ kind: 'long-sentence', words: 21, from: 0 }])
  })

  test('words of offices are found in any form, each with a plainer one', () => {
    expect(remarksOn('Les pièces justificatives requises seront stipulées ultérieurement.')).toMatchObject([
      { kind: 'hard-word', found: 'pièces justificatives', instead: 'papier qui prouve' },
      { kind: 'hard-word', found: 'requises' },
      { kind: 'hard-word', found: 'stipulées' },
      { kind: 'hard-word', found: 'ultérieurement', instead: 'plus tard' },
    ])
  })

  test('the longest expression is remarked on alone', () => {
    expect(kinds('Veuillez agréer nos salutations.')).toEqual(['hard-word: Veuillez agréer'])
  })

  test('every headword finds itself', () => {
    for (const [headword] of HARD_WORDS) {
      const text = `Ici, ${headword.replaceAll('*', '')} là.`
      expect([headword, remarksOn(text).some(({ kind }) => kind === 'hard-word')]).toEqual([headword, true])
    }
  })

  test('an acronym is asked for its name once, unless it is given', () => {
    expect(kinds('La CAF vient. La CAF aide.')).toEqual(['acronym: CAF'])
    expect(kinds('La caisse d’allocations familiales (CAF) vient. La CAF (allocations) aide.')).toEqual([])
  })

  test('percentages, double negatives and capitals are told', () => {
    expect(kinds('12\u202f% viennent.')).toEqual(['percentage: 12\u202f%'])
    expect(kinds('Ce n’est pas impossible.')).toEqual(['double-negative: n’est pas impossible'])
    expect(kinds('VENEZ NOMBREUX ce soir.')).toEqual(['all-capitals: VENEZ NOMBREUX'])
    expect(kinds('RÉUNION IMPORTANTE ce soir.')).toEqual(['all-capitals: RÉUNION IMPORTANTE'])
  })

  test('typography is shown with the words around it, as it should be', () => {
    expect(remarksOn("Venez a l'accueil demain.")).toMatchObject([
      { kind: 'typography', found: "l'accueil", instead: 'l’accueil' },
    ])
  })

  test('fields and addresses are never remarked on', () => {
    expect(remarksOn('Bonjour {CIVILITÉ} {NOM}, voyez https://exemple.test/CAF?a=20%')).toEqual([])
  })

  test('a remark always points at the words it cites', () => {
    const text = fc.string({
      unit: fc.constantFrom('veuillez', ' ', 'CAF', '. ', '12 %', '"', "'", 'é', '\n', '{', '}', 'requis ', '!'),
    })
    fc.assert(
      fc.property(text, (written) => {
        for (const { from, to, found } of remarksOn(written)) expect(written.slice(from, to)).toBe(found)
      }),
    )
  })
})

describe('frenchTypography', () => {
  test.each([
    ["L'accueil ouvre a 18h30...", 'L’accueil ouvre a 18\u00a0h\u00a030…'],
    ['Le 2ème et le 3eme "jour" !', 'Le 2e et le 3e «\u00a0jour\u00a0»\u202f!'],
    ['La 1ère fois', 'La 1re fois'],
    ['Mr Martin, Ecole Zola', 'M. Martin, École Zola'],
    ['à 18:30, 9h', 'à 18:30, 9\u00a0h'],
    ["Voir https://exemple.test/l'a et {l'a}", "Voir https://exemple.test/l'a et {l'a}"],
  ])('%s', (given, expected) => {
    expect(frenchTypography(given)).toBe(expected)
  })

  test('applying it twice changes nothing more', () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'a',
        'E',
        'tat',
        '1',
        '8',
        'h',
        '30',
        ' ',
        "'",
        '"',
        '...',
        '.',
        '?',
        'Mr ',
        'ème',
        '{',
        '}',
        '\n',
      ),
    })
    fc.assert(
      fc.property(text, (words) => {
        const once = frenchTypography(words)
        expect(frenchTypography(once)).toBe(once)
      }),
    )
  })
})
