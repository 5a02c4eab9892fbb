import { CalibrationError } from './calibration-error.ts'

/** How units were drawn together: clusters (dwellings, residences) within strata. Without them, each unit by itself. */
export interface Drawn {
  readonly clusters?: readonly string[]
  readonly strata?: readonly string[]
}

export interface Strata {
  /** Number of each unit's cluster. */
  readonly clusterOf: Int32Array
  /** Numbers of the clusters of each stratum. */
  readonly clusters: readonly (readonly number[])[]
  readonly names: readonly string[]
  /** Clusters minus strata. */
  readonly degreesOfFreedom: number
}

/**
 * Numbers clusters within strata; a cluster of one name in two strata is two clusters.
 *
 * @throws CalibrationError `bad-value` when a list is not as long as the weights, `lonely-cluster`
 */
export function strataOf(units: number, { clusters, strata }: Drawn): Strata {
  for (const [name, list] of Object.entries({ clusters, strata })) {
    if (list !== undefined && list.length !== units) {
      throw new CalibrationError('bad-value', { list: name }, `${list.length} ${name} for ${units} units`)
    }
  }
  const clusterOf = new Int32Array(units)
  const byStratum = new Map<string, Map<string, number>>()
  let count = 0
  for (let unit = 0; unit < units; unit++) {
    const name = strata?.[unit] ?? ''
    const stratum = byStratum.get(name) ?? new Map<string, number>()
    byStratum.set(name, stratum)
    const cluster = clusters?.[unit] ?? String(unit)
    const number = stratum.get(cluster) ?? count++
    stratum.set(cluster, number)
    clusterOf[unit] = number
  }
  for (const [stratum, members] of byStratum) {
    if (members.size > 1) continue
    const where = stratum === '' ? 'the sample' : `the stratum « ${stratum} »`
    throw new CalibrationError('lonely-cluster', { stratum }, `${where} has one cluster: join it to another`)
  }
  return {
    clusterOf,
    clusters: [...byStratum.values()].map((members) => [...members.values()]),
    names: [...byStratum.keys()],
    degreesOfFreedom: count - byStratum.size,
  }
}
