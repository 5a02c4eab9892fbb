/** Cholesky factor of a symmetric matrix that may be singular; dependent columns are left out of the solution. */
export interface Factor {
  readonly size: number
  /** Row by row, lower triangle. */
  readonly lower: Float64Array
  /** Columns that do not follow from the ones before them. */
  readonly kept: readonly number[]
}

/** A column whose square length falls to this share of itself, once the others are taken away, follows from them. */
const DEPENDENT = 1e-10

/**
 * Factors a positive semi-definite matrix given by its upper triangle, row by row.
 *
 * @see Golub & Van Loan, *Matrix Computations* (4th ed. 2013), algorithm 4.2.1; dependent columns skipped as in SAS's sweep
 */
export function factorOf(upper: Float64Array, size: number): Factor {
  const lower = new Float64Array(size * size)
  const kept: number[] = []
  for (let j = 0; j < size; j++) {
    const diagonal = upper[j * size + j] ?? 0
    let pivot = diagonal
    for (const k of kept) pivot -= (lower[j * size + k] ?? 0) ** 2
    if (!(pivot > DEPENDENT * diagonal)) continue
    const root = Math.sqrt(pivot)
    lower[j * size + j] = root
    for (let i = j + 1; i < size; i++) {
      let sum = upper[j * size + i] ?? 0
      for (const k of kept) sum -= (lower[i * size + k] ?? 0) * (lower[j * size + k] ?? 0)
      lower[i * size + j] = sum / root
    }
    kept.push(j)
  }
  return { size, lower, kept }
}

/** Solves for the right-hand side; columns left out get 0. */
export function solve({ size, lower, kept }: Factor, right: Float64Array): Float64Array {
  const solution = new Float64Array(size)
  for (const j of kept) {
    let sum = right[j] ?? 0
    for (const k of kept) {
      if (k >= j) break
      sum -= (lower[j * size + k] ?? 0) * (solution[k] ?? 0)
    }
    solution[j] = sum / (lower[j * size + j] ?? 1)
  }
  for (const j of kept.toReversed()) {
    let sum = solution[j] ?? 0
    for (const k of kept) if (k > j) sum -= (lower[k * size + j] ?? 0) * (solution[k] ?? 0)
    solution[j] = sum / (lower[j * size + j] ?? 1)
  }
  return solution
}
