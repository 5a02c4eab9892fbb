/** Who must be named, and under which terms, beside what is taken away from the territory. */
import { DATASETS } from './datasets.ts'

/** The producers and licences of some datasets, each once; what the team added itself has neither. */
export function termsOf(datasets: readonly string[]): string {
  return DATASETS.filter(({ id }) => datasets.includes(id))
    .map(({ producer, licence }) => `${producer} (${licence})`)
    .join(', ')
}
