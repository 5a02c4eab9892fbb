import { comparable } from '#packages/intake/headers.ts'
import { cellText } from '#packages/intake/table.ts'
import { integer } from '#packages/intake/values/number.ts'
import type { ValueReader } from '#packages/intake/values/reader.ts'

const WORDS: Readonly<Record<string, number>> = {
  rdc: 0,
  rc: 0,
  rch: 0,
  r: 0,
  rezdechaussee: 0,
  rezdejardin: 0,
  rdj: 0,
  entresol: 0,
  soussol: -1,
  ss: -1,
}

/** The number of a floor from its writings: `RDC`, `00`, `3e`, `R+4`, `1er étage`, `SS`. Ground floor is 0. */
export function floorNumber(): ValueReader<number> {
  const number = integer({ min: -5, max: 60 })
  return {
    type: 'integer',
    read(cell, options, report) {
      const written = cellText(cell).trim()
      const word = WORDS[comparable(written)]
      if (word !== undefined) return word
      const ordinal =
        /^(?:r ?\+ ?|(?:étage|etage|et\.?|niv(?:eau)?\.?) ?)?(-?\d{1,2})(?: ?(?:er|ère|e|è|eme|ème|ième|nd))?(?: ?(?:étage|etage|et\.?))?$/i.exec(
          written,
        )
      return number.read(ordinal?.[1] ?? cell, options, report)
    },
  }
}
