import { importKind, optional, required } from '#packages/intake/kind.ts'
import { key, text } from '#packages/intake/values/word.ts'
import type { Listed, ListKind } from './list-kind.ts'

/** INSEE's list of the variables of its files, with their labels. */
export const variablesKind: ListKind = {
  dataset: 'variables-dictionary',
  level: 'word',
  tells: [['FICHIER', 'VAR_ID', 'VAR_LIB']],
  kind: importKind(
    {
      id: 'variables',
      fields: {
        file: required(text(120)),
        variable: required(key(60)),
        label: optional(text(300)),
        longLabel: optional(text(1000)),
      },
      dialects: [
        {
          id: 'insee',
          headers: { file: ['FICHIER'], variable: ['VAR_ID'], label: ['VAR_LIB'], longLabel: ['VAR_LIB_LONG'] },
        },
      ],
    },
    ({ file, variable, label, longLabel }): Listed => ({
      always: true,
      row: { record: 'variable', file, variable, label: label ?? '', longLabel: longLabel ?? '' },
    }),
  ),
}

const SIZES = [
  'moins25',
  '25_49',
  '50_74',
  '75_99',
  '100_149',
  '150_199',
  '200_299',
  '300_499',
  '500_1499',
  '1500p',
] as const

/** Coefficient of variation of census variables by the size of the estimate. Its legend lines have no figures. */
export const precisionKind: ListKind = {
  dataset: 'precision-table',
  level: 'word',
  tells: [['VAR_ID', 'cvdiff_moins25', 'cvdiff_1500p']],
  kind: importKind(
    {
      id: 'precision',
      fields: {
        variable: required(key(60)),
        label: optional(text(300)),
        ...{ s0: size(), s1: size(), s2: size(), s3: size(), s4: size() },
        ...{ s5: size(), s6: size(), s7: size(), s8: size(), s9: size() },
      },
      dialects: [
        {
          id: 'insee',
          headers: {
            variable: ['VAR_ID'],
            label: ['VAR_LIB'],
            ...Object.fromEntries(SIZES.map((name, at) => [`s${at}`, [`cvdiff_${name}`]])),
          },
        },
      ],
    },
    ({ variable, label, ...sizes }): Listed | undefined => {
      const written = Object.values(sizes)
      if (written.every((one) => one === null)) return undefined
      return {
        always: true,
        row: {
          record: 'precision',
          variable,
          label: label ?? '',
          bySize: Object.fromEntries(SIZES.map((name, at) => [name, written[at] ?? ''])),
        },
      }
    },
  ),
}

function size() {
  return optional(key(12))
}
