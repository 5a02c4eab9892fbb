import { CalibrationError } from './calibration-error.ts'

export interface EffectiveSize {
  /** People of positive weight. */
  readonly n: number
  /** People of equal weight who would say as much: (Σw)² ÷ Σw². */
  readonly effective: number
  /** n ÷ effective, 1 when all weights are equal. */
  readonly designEffect: number
}

/**
 * What unequal weights cost. For a variable that goes with the weights it is too severe, for clusters it is blind.
 *
 * @throws CalibrationError `bad-weight` when no weight is positive
 * @see Kish, *Survey Sampling* (1965), section 11.7
 * @example effectiveSize([1, 1, 2]) // { n: 3, effective: 2.667, designEffect: 1.125 }
 */
export function effectiveSize(weights: ArrayLike<number>): EffectiveSize {
  const all = Array.from(weights)
  const sum = all.reduce((total, weight) => total + weight, 0)
  if (!(sum > 0)) throw new CalibrationError('bad-weight', {}, 'no weight is positive')
  const effective = sum ** 2 / all.reduce((total, weight) => total + weight ** 2, 0)
  const n = all.filter((weight) => weight > 0).length
  return { n, effective, designEffect: n / effective }
}

/**
 * Cuts weights to a limit and gives what was cut to the others, to each the same, until none is above it. The sum is
 * kept; margins are not: calibrate again, or calibrate within bounds and trim nothing.
 *
 * @param upper largest weight allowed
 * @throws CalibrationError `bad-limit` when the limit is under the mean weight, so that no weights can keep the sum
 * @see Potter, *A study of procedures to identify and trim extreme sampling weights* (1990); shared out as `trimWeights`
 *   of R's `survey` does when asked to be strict
 * @example trim([10, 2, 3], 6) // 6, 4, 5
 */
export function trim(weights: ArrayLike<number>, upper: number): Float64Array {
  const trimmed = Float64Array.from(weights)
  const mean = trimmed.reduce((sum, weight) => sum + weight, 0) / trimmed.length
  if (!(upper >= mean)) {
    throw new CalibrationError('bad-limit', { upper, mean }, `no weights under ${upper} have the mean ${mean}`)
  }
  const cut = new Set<number>()
  for (;;) {
    let excess = 0
    trimmed.forEach((weight, unit) => {
      if (weight <= upper) return
      excess += weight - upper
      trimmed[unit] = upper
      cut.add(unit)
    })
    const others = trimmed.length - cut.size
    if (excess === 0 || others === 0) return trimmed
    trimmed.forEach((weight, unit) => {
      if (!cut.has(unit)) trimmed[unit] = weight + excess / others
    })
  }
}
