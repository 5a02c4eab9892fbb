/**
 * `npm run bench:calibration`: 100 000 units calibrated to 40 category margins, beside the plain raking loop that goes
 * through them one after the other, in the same run, on the same data and to the same closeness.
 */
import { calibrateOn } from './calibrate.ts'
import { type CategoryMargin, layOut } from './margins.ts'
import { plainRaking } from './plain-raking.test-support.ts'

const UNITS = 100_000
const MARGINS = 40
const CLOSE = 1e-9

const chance = mulberry32(7)
for (const related of [0, 0.3, 0.5]) compare(related, invented(related))

function compare(related: number, margins: readonly CategoryMargin[]): void {
  const base = new Float64Array(UNITS).fill(1)
  const categories = margins.reduce((sum, { totals }) => sum + Object.keys(totals).length, 0)
  const started = performance.now()
  const newton = calibrateOn(layOut(margins, UNITS), base, { kind: 'raking' }, CLOSE)
  const between = performance.now()
  const plain = plainRaking(base, margins, CLOSE * UNITS)
  const ended = performance.now()
  const apart = newton.weights.reduce(
    (worst, weight, unit) => Math.max(worst, Math.abs(weight / (plain.weights[unit] ?? 0) - 1)),
    0,
  )
  const [ours, theirs] = [(between - started) / 1000, (ended - between) / 1000]
  console.log(
    `${UNITS} units × ${MARGINS} margins (${categories} categories), relation ${related}: calibration ${ours.toFixed(2)} s in ` +
      `${newton.iterations} steps, plain raking ${theirs.toFixed(2)} s in ${plain.rounds} rounds, ratio ${(theirs / ours).toFixed(1)}; ` +
      `weights at most ${apart.toExponential(0)} apart`,
  )
}

/** Margins of two to six categories that share a hidden cause, and totals that some other weights meet. */
function invented(related: number): CategoryMargin[] {
  const hidden = Array.from({ length: UNITS }, () => chance())
  const answers = Array.from({ length: MARGINS }, (_, margin) =>
    hidden.map((cause) => Math.floor((2 + (margin % 5)) * (chance() < related ? cause : chance()))),
  )
  const wanted = hidden.map((_, unit) =>
    Math.exp(answers.reduce((sum, codes, margin) => sum + ((codes[unit] ?? 0) * ((margin % 7) - 3)) / 60, 0)),
  )
  return answers.map((codes, margin) => {
    const totals: Record<string, number> = {}
    codes.forEach((code, unit) => {
      totals[code] = (totals[code] ?? 0) + (wanted[unit] ?? 0)
    })
    return { name: `margin ${margin}`, values: codes.map(String), totals }
  })
}

/** A small generator of numbers from 0 to 1, the same each time. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
