import { isSiret } from '#packages/business-identifiers/identifiers.ts'
import type { Cell } from '../table.ts'
import { type Report, type ValueReader, written } from './reader.ts'

const SPACES = /[\s\u00A0\u202F.]/g
const INSEE = /^(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97|98)\d{3}$/
const POSTAL = /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/

/**
 * A commune code of INSEE, five characters. `1004` has lost its zero and is 01004; `2a004` and `75 056` are
 * understood. Four digits of a department above 9 cannot be told apart, and are refused.
 */
export function inseeCode(): ValueReader<string> {
  return fiveCharacters(INSEE, 'insee_restored', 'insee_invalid')
}

/** A French postal code, restored in the same way. « 93143 BONDY CEDEX » gives its code. */
export function postalCode(): ValueReader<string> {
  return fiveCharacters(POSTAL, 'postal_restored', 'postal_invalid')
}

function fiveCharacters(
  pattern: RegExp,
  restored: 'insee_restored' | 'postal_restored',
  invalid: 'insee_invalid' | 'postal_invalid',
): ValueReader<string> {
  return {
    type: 'code',
    read(cell, _options, report) {
      const text = written(cell, report, true)
      if (text === undefined) return undefined
      const code = withoutTail(text, invalid).replace(SPACES, '').toUpperCase()
      if (pattern.test(code)) return code
      const padded = `0${code}`
      if (/^\d{4}$/.test(code) && pattern.test(padded)) {
        report(restored, { read: padded })
        return padded
      }
      report(invalid)
      return undefined
    },
  }
}

function withoutTail(text: string, invalid: 'insee_invalid' | 'postal_invalid'): string {
  return invalid === 'postal_invalid' ? (/^(\d{5})\s+\D/.exec(text)?.[1] ?? text) : text.replace(/[.,]0$/, '')
}

const SCIENTIFIC = /^\d+(?:[.,]\d+)?e\+?\d+$/i

/** A SIRET: fourteen digits and their check digit. In scientific notation its digits are lost: refused. */
export function siret(): ValueReader<string> {
  return {
    type: 'code',
    read(cell, _options, report) {
      const text = written(cell, report, true)
      if (text === undefined) return undefined
      if (SCIENTIFIC.test(text)) return refused(report, 'digits_lost')
      const digits = text.replace(SPACES, '')
      if (!isSiret(digits)) return refused(report, 'siret_invalid')
      return digits
    },
  }
}

function refused(report: Report, code: 'digits_lost' | 'siret_invalid'): undefined {
  report(code)
  return undefined
}

/**
 * A telephone number in international form, `+33612345678`. French numbers that lost their first zero
 * (`612345678`) are restored with a warning; what is no number is left empty with a warning.
 */
export function phone(): ValueReader<string> {
  return {
    type: 'contact',
    read(cell: Cell, _options, report) {
      const text = written(cell, report, true)
      if (text === undefined) return undefined
      if (SCIENTIFIC.test(text)) {
        report('phone_invalid')
        return undefined
      }
      const digits = text.replace(/^\+/, '00').replace(/\(0\)/, '').replace(/[^\d]/g, '')
      const strange = /[^\d\s\u00A0\u202F+().\-/]/.test(text)
      const french = /^(?:0033|0)([1-9]\d{8})$/.exec(digits)
      if (!strange && french) return `+33${french[1]}`
      if (!strange && /^00[1-9]\d{7,13}$/.test(digits)) return `+${digits.slice(2)}`
      if (!strange && /^[1-9]\d{8}$/.test(digits)) {
        report('phone_restored', { read: `0${digits}` })
        return `+33${digits}`
      }
      report('phone_invalid')
      return undefined
    },
  }
}

const EMAIL = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}$/u

/** An e-mail address, in lower case; what is none is left empty with a warning. */
export function email(): ValueReader<string> {
  return {
    type: 'contact',
    read(cell, _options, report) {
      const text = written(cell, report, true)?.replace(/^mailto:/i, '')
      if (text === undefined) return undefined
      if (text.length <= 254 && EMAIL.test(text)) return text.toLowerCase()
      report('email_invalid')
      return undefined
    },
  }
}
