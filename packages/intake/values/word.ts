import { comparable } from '../headers.ts'
import { cellText } from '../table.ts'
import { type ValueReader, written } from './reader.ts'
import { cleanKey, cleanText } from './text.ts'

/** A text of at most `max` characters. Formulas, markup, « NULL » and « Vrai » are text like any other. */
export function text(max = 200): ValueReader<string> {
  return wording('text', max, cleanText)
}

/** An identifier: text compared with others, so that nothing invisible may remain in it. */
export function key(max = 80): ValueReader<string> {
  return wording('key', max, cleanKey)
}

function wording(type: 'text' | 'key', max: number, clean: typeof cleanText): ValueReader<string> {
  return {
    type,
    read(cell, _options, report) {
      const found = written(cell, report, false)
      if (found === undefined) return undefined
      if (type === 'key' && /^\d+(?:[.,]\d+)?e\+\d+$/i.test(found)) {
        report('digits_lost')
        return undefined
      }
      const { text, deceptive } = clean(found)
      if (deceptive) report('deceptive_characters')
      const length = text.length > max ? Array.from(text).length : text.length
      if (length <= max) return text === '' ? undefined : text
      report('text_too_long', { limit: max, length })
      return undefined
    },
  }
}

/**
 * One of a few meanings, by the words that files use for each; accents, case, spaces and punctuation do not count.
 *
 * @param words for each meaning its writings
 * @param unknown what an unknown word does: `refuse` the line, or leave the value `aside` with a warning
 */
export function choice<V extends string>(
  words: Readonly<Record<V, readonly string[]>>,
  unknown: 'refuse' | 'aside' = 'refuse',
): ValueReader<V> {
  const meaning = new Map<string, V>()
  const meanings: V[] = []
  for (const value in words) {
    meanings.push(value)
    meaning.set(comparable(value), value)
  }
  for (const value of meanings) for (const word of words[value]) meaning.set(comparable(word), value)
  const allowed = meanings.map((value) => words[value][0] ?? value).join(', ')
  return {
    type: 'choice',
    read(cell, _options, report) {
      const found = written(cell, report, true)
      if (found === undefined) return undefined
      const value = meaning.get(comparable(found))
      if (value === undefined) report('choice_unknown', { allowed }, unknown === 'aside' ? 'warning' : 'refused')
      return value
    },
  }
}

const YES_NO = choice({
  yes: ['oui', 'o', 'vrai', 'true', 'yes', 'y', '1', 'x'],
  no: ['non', 'n', 'faux', 'false', 'no', '0'],
})

/** Yes or no, in the writings of spreadsheets and databases. `-` and blanks are neither. */
export function yesNo(): ValueReader<boolean> {
  return {
    type: 'choice',
    read(cell, options, report) {
      if (typeof cell === 'boolean') return cell
      const found = YES_NO.read(cellText(cell) === '' ? '' : cell, options, report)
      return found === undefined ? undefined : found === 'yes'
    },
  }
}

/** Sex by word or by civility. */
export function sex(): ValueReader<'female' | 'male'> {
  return choice(
    {
      female: ['F', 'femme', 'féminin', 'Mme', 'Madame', 'Mlle', 'Mademoiselle', '2'],
      male: ['H', 'M', 'homme', 'masculin', 'Mr', 'Monsieur', 'M.', '1'],
    },
    'aside',
  )
}
