import { cellText } from '#packages/intake/table.ts'
import { integer } from '#packages/intake/values/number.ts'
import type { ValueReader } from '#packages/intake/values/reader.ts'

/** The number of main rooms, from a number or a typology: `3`, `T3`, `F4`, `T1 bis`, `Type 5`, `Studio`. */
export function roomCount(): ValueReader<number> {
  const number = integer({ min: 1, max: 30 })
  return {
    type: 'integer',
    read(cell, options, report) {
      const written = cellText(cell).trim()
      if (/^(?:studio|chambre)$/i.test(written)) return number.read(1, options, report)
      const typology = /^(?:t|f|type|p)[ .-]?(\d{1,2})(?:[ .-]?(?:bis|ter|duplex|\+|p|pmr|[a-e]))?$/i.exec(written)
      const pieces = /^(\d{1,2}) ?(?:p|pi[eè]ces?)\.?$/i.exec(written)
      return number.read(typology?.[1] ?? pieces?.[1] ?? cell, options, report)
    },
  }
}
