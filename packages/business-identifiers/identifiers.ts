/**
 * The numbers by which a French business is known. Sources: INSEE, *Le répertoire Sirene* (SIREN and SIRET, check digit of
 * Luhn, ISO/IEC 7812-1); for the VAT number, article 286 ter of the *code général des impôts* and the key that the European
 * VIES service describes for France.
 */

/** What people put between the digits: spaces of every kind, dots and hyphens. */
const BETWEEN = /[\s\u00A0\u202F.-]/g

/** The number without what was written to read it by: « 732 829 320 » gives « 732829320 », « fr 44 … » gives « FR44… ». */
export function bareIdentifier(written: string): string {
  return written.replace(BETWEEN, '').toUpperCase()
}

/** Whether these are the nine digits of a SIREN (a business) with a right check digit. Takes bare digits. */
export function isSiren(digits: string): boolean {
  return /^\d{9}$/.test(digits) && passesLuhn(digits)
}

/**
 * Whether these are the fourteen digits of a SIRET (a place of a business) with right check digits, the business's own
 * included. Takes bare digits.
 */
export function isSiret(digits: string): boolean {
  return /^\d{14}$/.test(digits) && isSiren(digits.slice(0, 9)) && (passesLuhn(digits) || isPostOffice(digits))
}

/**
 * The VAT number of a French business: `FR`, a key of two digits, its SIREN. The key is (12 + 3 × (SIREN mod 97)) mod 97.
 *
 * @example vatNumber('732829320') // 'FR44732829320'
 * @throws RangeError when `siren` is no SIREN
 */
export function vatNumber(siren: string): string {
  if (!isSiren(siren)) throw new RangeError(`expected the nine digits of a SIREN, got ${siren}`)
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`
}

/**
 * Whether this is a VAT number of a French business. A key with a letter (given to some foreign businesses) has no
 * published arithmetic: its form is checked, and its SIREN.
 */
export function isFrenchVatNumber(bare: string): boolean {
  const [, key, siren] = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(bare) ?? []
  if (key === undefined || siren === undefined || !isSiren(siren)) return false
  return /[A-Z]/.test(key) || vatNumber(siren) === bare
}

/**
 * Whether this is an IBAN (ISO 13616): its country, its length for France, its remainder by 97 equal to 1. Takes it bare.
 * The length of other countries' numbers is held to the standard's bounds only.
 */
export function isIban(bare: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(bare)) return false
  if (bare.startsWith('FR') && bare.length !== 27) return false
  return remainderBy97(bare.slice(4) + bare.slice(0, 4)) === 1
}

/** « 732 829 320 », « 732 829 320 00074 »: digits by threes, then the place's five, with no-break spaces. */
export function spacedIdentifier(digits: string): string {
  return digits.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})?$/, (_, ...parts: (string | undefined)[]) =>
    parts.slice(0, 4).filter(Boolean).join('\u00a0'),
  )
}

/** Luhn's check: from the right, every second digit doubled; the digits of the results add up to a multiple of ten. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]) * (at % 2 === 1 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** La Poste numbers its offices (SIREN 356 000 000) by a digit sum that is a multiple of five. */
function isPostOffice(digits: string): boolean {
  return digits.startsWith('356000000') && Array.from(digits).reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0
}

/** The remainder of a number too long for arithmetic; a letter counts as two digits, A = 10 … Z = 35. */
function remainderBy97(text: string): number {
  let remainder = 0
  for (const sign of text) {
    const value = Number.parseInt(sign, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}
