/**
 * A French mobile number as senders' tools take it: country, then number, digits only.
 *
 * @returns for example 33612345678, or nothing when the number is not that of a mobile telephone
 * @see Arcep, plan de numérotation: 06, 07 (décision 2018-0881)
 */
export function frenchMobile(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s.()-]/g, '').replace(/^(?:\+|00)33(?:0)?/, '0')
  return /^0[67]\d{8}$/.test(digits) ? `33${digits.slice(1)}` : undefined
}
