import { cellText } from '#packages/intake/table.ts'
import type { ValueReader } from '#packages/intake/values/reader.ts'

export const ENERGY_CLASSES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const
export type EnergyClass = (typeof ENERGY_CLASSES)[number]

const UNLABELLED = /^(?:|n|n\.?[cdrs]\.?|vierge|néant|neant|sans|non|aucun|0|-+|\?|absent)$/i

/** A letter from A to G; what files write for a dwelling without certificate is nothing, and an unknown word is left empty. */
export function energyClass(): ValueReader<EnergyClass> {
  return {
    type: 'choice',
    read(cell, _options, report) {
      const written = cellText(cell).trim()
      if (UNLABELLED.test(written)) return undefined
      const letter = /^(?:classe |étiquette |etiquette )?([a-g])(?:$|[\s:(/-])/i.exec(written)?.[1]?.toUpperCase()
      const found = ENERGY_CLASSES.find((one) => one === letter)
      if (!found) report('choice_unknown', { allowed: ENERGY_CLASSES.join(', ') }, 'warning')
      return found
    },
  }
}
