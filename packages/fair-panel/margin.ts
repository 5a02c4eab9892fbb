const Z_95 = 1.959963984540054 // 97.5 % point of the normal distribution

/**
 * Margin to expect at 95 % for a share measured on a panel: half the width of the interval, as a share (0.08 is
 * ± 8 points). Simple random sampling without replacement; a design effect stands for unequal weights.
 *
 * @param size people who answer, from 1 to `population`
 * @param population people the panel stands for
 * @param share expected share; 0.5 gives the widest margin
 * @param designEffect variance compared with simple sampling, 1 or more for a panel with quotas and weights
 * @throws RangeError when a number makes no sense
 * @see Cochran, *Sampling Techniques*, 3rd ed. 1977, §3.2: (1 − f)·p(1 − p)/(n − 1) estimates the variance; the
 * planning form N/(N − 1)·p(1 − p)/n used here is its expectation
 */
export function marginOfError(size: number, population: number, share = 0.5, designEffect = 1): number {
  if (!Number.isInteger(size) || !Number.isInteger(population) || size < 1 || population < size) {
    throw new RangeError(`expected a panel of 1 or more inside its population, got ${size} of ${population}`)
  }
  if (!(share >= 0 && share <= 1) || !(designEffect > 0)) {
    throw new RangeError(`expected a share from 0 to 1 and a design effect above 0, got ${share} and ${designEffect}`)
  }
  if (population === 1) return 0
  const variance = ((population - size) / (population - 1)) * ((share * (1 - share)) / size)
  return Z_95 * Math.sqrt(variance * designEffect)
}
