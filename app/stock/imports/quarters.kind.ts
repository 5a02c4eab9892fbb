import { importKind, optional } from '#packages/intake/kind.ts'
import { key, text } from '#packages/intake/values/word.ts'

/** Contours of quarters as the IGN and the ANCT publish them: IRIS of the census, or priority quarters (QPV). */
export const quartersKind = importKind(
  {
    id: 'stock.quarters',
    formats: ['geojson'],
    fields: {
      irisCode: optional(key(20)),
      irisName: optional(text(200)),
      priorityCode: optional(key(20)),
      priorityName: optional(text(200)),
    },
    dialects: [
      {
        id: 'iris',
        marks: ['CODE_IRIS', 'NOM_IRIS'],
        headers: { irisCode: ['CODE_IRIS', 'DCOMIRIS'], irisName: ['NOM_IRIS', 'LIB_IRIS'] },
      },
      {
        id: 'qpv',
        marks: ['C_NQPV', 'L_NQPV'],
        headers: {
          priorityCode: ['C_NQPV', 'CODE_QP', 'CODE_QPV'],
          priorityName: ['L_NQPV', 'LIB_QP', 'NOM_QP', 'NOM_QPV'],
        },
      },
    ],
  },
  ({ irisCode, irisName, priorityCode, priorityName }, report) => {
    const code = irisCode ?? priorityCode
    if (code === null) {
      report('value_missing')
      return undefined
    }
    return { code, name: irisName ?? priorityName ?? code, kind: irisCode === null ? 'qpv' : 'iris' }
  },
)
