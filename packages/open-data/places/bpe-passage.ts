import { importKind, optional, required } from '#packages/intake/kind.ts'
import { key, text } from '#packages/intake/values/word.ts'
import type { Listed, ListKind } from './list-kind.ts'

/** INSEE's list of the types of equipment of one edition, and the former code where the edition gives it. */
export const passageKind: ListKind = {
  dataset: 'bpe-passage-table',
  level: 'word',
  tells: [['TYPEQU', 'LIB_TYPEQU']],
  kind: importKind(
    {
      id: 'bpe-passage',
      fields: {
        type: required(key(6)),
        label: required(text(200)),
        subdomain: optional(text(200)),
        domain: optional(text(200)),
        formerType: optional(key(20)),
      },
      dialects: [
        {
          id: 'list',
          headers: {
            type: ['TYPEQU'],
            label: ['LIB_TYPEQU', 'Libellé_TYPEQU'],
            subdomain: ['LIB_SDOM', 'Libellé_SDOM'],
            domain: ['LIB_DOM', 'Libellé_DOM'],
            formerType: ['TYPEQU_ANCIEN', 'ANCIEN_TYPEQU', 'TYPEQU_AVANT', 'TYPEQU_PREC', 'TYPEQU_2022', 'TYPEQU_2021'],
          },
        },
      ],
      key: ['type'],
    },
    ({ type, label, subdomain, domain, formerType }): Listed => ({
      always: true,
      row: {
        record: 'equipment-type',
        type,
        label,
        domain: domain ?? '',
        subdomain: subdomain ?? '',
        ...(formerType ? { formerType } : {}),
      },
    }),
  ),
}
