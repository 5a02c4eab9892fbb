import type { ReactNode } from 'react'

export type Grade = 1 | 2 | 3 | 4

// A mark beside the colour: dots that fill up, read by nobody aloud since the value says the same.
const MARKS: Record<Grade, string> = { 1: '●○○○', 2: '●●○○', 3: '●●●○', 4: '●●●●' }

/** A value on a scale from 1 (best) to 4: by its colour, by its mark, and by itself. */
export function Graded({ grade, children }: { grade: Grade; children: ReactNode }) {
  return (
    <span className="graded" data-grade={grade}>
      <span>{children}</span>
      <span aria-hidden="true" className="graded-mark">
        {MARKS[grade]}
      </span>
    </span>
  )
}

/** What the grades of the page mean. */
export function GradeLegend({ grades }: { grades: { grade: Grade; label: string }[] }) {
  return (
    <ul className="legend">
      {grades.map(({ grade, label }) => (
        <li key={grade}>
          <Graded grade={grade}>{label}</Graded>
        </li>
      ))}
    </ul>
  )
}

/** What the colours of a map of areas mean, from least to most; step 0 is « no figure ». */
export function ScaleLegend({ steps }: { steps: { step: number; label: string }[] }) {
  return (
    <ul className="legend">
      {steps.map(({ step, label }) => (
        <li key={step}>
          <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <rect
              width="16"
              height="16"
              rx="3"
              fill={step === 0 ? 'var(--desk)' : `var(--scale-${step})`}
              stroke="var(--line)"
            />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}
