import { CalibrationError } from './calibration-error.ts'

/**
 * How far weights may move from their base: `linear` (the regression estimator, weights may become negative),
 * `raking` (always positive), `truncated` (linear, cut at the bounds) and `logit` (smooth between the bounds).
 * Bounds are on the factor new weight ÷ base weight; `lower` < 1 < `upper`.
 */
export type Method =
  | { readonly kind: 'linear' }
  | { readonly kind: 'raking' }
  | { readonly kind: 'truncated' | 'logit'; readonly lower: number; readonly upper: number }

/** A calibration function: factor and its derivative for the linear predictor u = x·λ, and the range of the factor. */
export interface Distance {
  readonly factor: (u: number) => number
  readonly slope: (u: number) => number
  readonly lower: number
  readonly upper: number
}

/**
 * The calibration function F of a method, with F(0) = F′(0) = 1.
 *
 * @throws CalibrationError `bad-bounds`
 * @see Deville & Särndal, *Calibration estimators in survey sampling*, JASA 87 (1992), cases 1, 2, 6 and 7 of table 1
 */
export function distanceOf(method: Method): Distance {
  if (method.kind === 'linear') return { factor: (u) => 1 + u, slope: () => 1, lower: -Infinity, upper: Infinity }
  if (method.kind === 'raking') return { factor: Math.exp, slope: Math.exp, lower: 0, upper: Infinity }
  const { lower, upper } = method
  if (!(lower >= 0 && lower < 1 && upper > 1 && upper < Infinity)) {
    throw new CalibrationError('bad-bounds', { lower, upper }, `bounds must enclose 1, got ${lower} and ${upper}`)
  }
  return method.kind === 'logit' ? logit(lower, upper) : truncated(lower, upper)
}

function truncated(lower: number, upper: number): Distance {
  return {
    factor: (u) => Math.min(upper, Math.max(lower, 1 + u)),
    slope: (u) => (u > lower - 1 && u < upper - 1 ? 1 : 0),
    lower,
    upper,
  }
}

function logit(lower: number, upper: number): Distance {
  const a = (upper - lower) / ((1 - lower) * (upper - 1))
  // The share of the way from the lower to the upper bound, written so that no exponential overflows.
  const share = (u: number) => 1 / (1 + ((upper - 1) / (1 - lower)) * Math.exp(-a * u))
  return {
    factor: (u) => lower + (upper - lower) * share(u),
    slope: (u) => {
      const s = share(u)
      return a * (upper - lower) * s * (1 - s)
    },
    lower,
    upper,
  }
}
