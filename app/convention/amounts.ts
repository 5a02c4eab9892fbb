/** Amounts and quantities as one types them: « 12 500,00 », « 2.5 ». */
import { z } from 'zod'

/** A number of at most so many decimals, as a whole number of its smallest part. */
function wholeIn(places: number) {
  return z
    .string()
    .transform((text) => text.replace(/[\s\u00a0\u202f€%]/g, '').replace(',', '.'))
    .refine((text) => new RegExp(`^\\d{1,9}(\\.\\d{1,${places}})?$`).test(text), {
      params: { code: 'convention.not-an-amount' },
    })
    .transform((text) => {
      const [units = '0', parts = ''] = text.split('.')
      return Number(units) * 10 ** places + Number(parts.padEnd(places, '0'))
    })
}

/** Euros, in cents. */
export const Cents = wholeIn(2)
/** A percentage, in basis points. */
export const BasisPoints = wholeIn(2)
/** A quantity, in thousandths. */
export const Milli = wholeIn(3)
