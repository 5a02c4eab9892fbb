/** Public files that people bring along with the stock's: recognised by their columns, and told where they stand. */
import type { KnownFile } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'

const answer = (file: string) => m.stock_import_known({ file })

export const publicFiles: readonly KnownFile[] = [
  { id: 'filosofi-iris', headers: ['IRIS', 'DISP_MED##'], answer: () => answer('Filosofi, revenus par IRIS (Insee)') },
  {
    id: 'filosofi-iris-2014',
    headers: ['IRIS', 'DISP_Q2##'],
    answer: () => answer('Filosofi, revenus par IRIS (Insee)'),
  },
  {
    id: 'filosofi',
    headers: ['CODGEO', 'Q2##'],
    answer: () => answer('Filosofi, revenus par commune, département ou région (Insee)'),
  },
  { id: 'census', headers: ['IRIS', 'P##_POP####'], answer: () => answer('Recensement, population par IRIS (Insee)') },
]
