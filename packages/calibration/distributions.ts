/** Quantiles that intervals need, to about 12 digits. */

/**
 * z with P(Z ≤ z) = `probability` for a standard normal Z.
 *
 * @see Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988)
 */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5
  if (Math.abs(q) <= 0.425) return q * ratio(NORMAL_MIDDLE, 0.180625 - q * q)
  const r = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)))
  const tail = r <= 5 ? ratio(NORMAL_SIDE, r - 1.6) : ratio(NORMAL_TAIL, r - 5)
  return Math.sign(q) * tail
}

interface Rational {
  readonly above: readonly number[]
  readonly below: readonly number[]
}

const NORMAL_MIDDLE: Rational = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
}

const NORMAL_SIDE: Rational = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
}

const NORMAL_TAIL: Rational = {
  above: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
}

function ratio({ above, below }: Rational, x: number): number {
  const value = (coefficients: readonly number[]) => coefficients.reduce((sum, c) => sum * x + c, 0)
  return value(above) / value(below)
}

/**
 * t with P(T ≤ t) = `probability` for Student's T with `degrees` degrees of freedom (> 0, Infinity for the normal).
 *
 * @see Abramowitz & Stegun, *Handbook of Mathematical Functions* (1964), 26.7.1: T² is a ratio of beta variables
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (degrees === Infinity) return normalQuantile(probability)
  const x = betaQuantile(2 * Math.min(probability, 1 - probability), degrees / 2, 0.5)
  return Math.sign(probability - 0.5) * Math.sqrt((degrees * (1 - x)) / x)
}

/** x with P(B ≤ x) = `probability` for a beta variable B with shapes a and b, both > 0. */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (probability <= 0) return 0
  if (probability >= 1) return 1
  let low = 0
  let high = 1
  let x = a / (a + b)
  const scale = logBeta(a, b)
  for (let turn = 0; turn < 200 && high - low > 1e-16; turn++) {
    const miss = betaProbability(x, a, b) - probability
    if (miss === 0) return x
    if (miss > 0) high = x
    else low = x
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - scale)
    const newton = x - miss / density
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - x) <= 1e-15 * x) return next
    x = next
  }
  return x
}

/**
 * P(B ≤ x) for a beta variable: the regularised incomplete beta function.
 *
 * @see Abramowitz & Stegun (1964), 26.5.8, as a continued fraction evaluated by Lentz's method
 */
export function betaProbability(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return value
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** ln Γ(x) for x > 0. @see Lanczos (1964), with g = 7 and the nine coefficients of Godfrey (2001) */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x + 6.5
  const sum = LANCZOS.reduce((total, c, index) => total + (index === 0 ? c : c / (x - 1 + index)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]
