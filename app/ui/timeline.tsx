import type { ReactNode } from 'react'
import { formatDate } from './format.ts'
import type { Tone } from './state.tsx'

export interface TimelineMark {
  /** ISO day. */
  day: string
  tone: Tone
  /** What it is and how it stands, in words: colour alone never says. */
  title: string
}

export interface TimelineRow {
  key: string
  title: ReactNode
  marks: TimelineMark[]
}

interface TimelineProps {
  /** First and last ISO days drawn. */
  from: string
  to: string
  today: string
  /** What the line at today is called. */
  todayWord: string
  rows: TimelineRow[]
}

const SHAPES: Record<Tone, (x: string) => ReactNode> = {
  good: (x) => <circle cx={x} cy="50%" r="7" />,
  plain: (x) => <circle className="hollow" cx={x} cy="50%" r="6" />,
  warn: (x) => <circle className="half" cx={x} cy="50%" r="6" />,
  bad: (x) => (
    <svg x={x} y="50%" overflow="visible" aria-hidden="true">
      <path d="M0-8 8 6H-8Z" />
    </svg>
  ),
}

/** Rows of marks on one axis of time. Positions are shares of the width, so that it is as wide as the screen. The page lists the same below. */
export function Timeline({ from, to, today, todayWord, rows }: TimelineProps) {
  const at = (day: string) => `${(100 * shareOf(from, to, day)).toFixed(2)}%`
  const years = yearsBetween(from, to)
  const showsToday = today >= from && today <= to
  return (
    <div className="timeline">
      {rows.map(({ key, title, marks }) => (
        <div key={key}>
          <div>{title}</div>
          <svg
            role="img"
            aria-label={marks.map(({ title: said, day }) => `${said} (${formatDate(day, 'medium')})`).join(', ')}
          >
            <line className="axis" x1="0" x2="100%" y1="50%" y2="50%" />
            {years.map((day) => (
              <line key={day} className="year" x1={at(day)} x2={at(day)} y1="0" y2="100%" />
            ))}
            {showsToday && <line className="today" x1={at(today)} x2={at(today)} y1="0" y2="100%" />}
            {marks.map(({ day, tone, title: said }, rank) => (
              <g key={`${day} ${said}`} data-tone={tone} transform={besideTwins(marks, rank)}>
                <title>{`${said}, ${formatDate(day, 'medium')}`}</title>
                {SHAPES[tone](at(day))}
              </g>
            ))}
          </svg>
        </div>
      ))}
      <svg className="years" aria-hidden="true">
        {years.map((day) => (
          <text key={day} x={at(day)} y="1em" textAnchor={anchorAt(shareOf(from, to, day))}>
            {day.slice(0, 4)}
          </text>
        ))}
        {showsToday && (
          <text className="today" x={at(today)} y="2.3em" textAnchor={anchorAt(shareOf(from, to, today))}>
            {todayWord}
          </text>
        )}
      </svg>
    </div>
  )
}

/** Marks of one day stand side by side. */
function besideTwins(marks: readonly TimelineMark[], rank: number): string {
  const twins = marks.slice(0, rank).filter(({ day }) => day === marks[rank]?.day).length
  return `translate(${twins * 16} 0)`
}

/** A word near the right edge is written towards the left. */
function anchorAt(share: number): 'start' | 'end' {
  return share > 0.8 ? 'end' : 'start'
}

function shareOf(from: string, to: string, day: string): number {
  const [start, end, here] = [from, to, day].map((one) => Date.parse(one))
  if (start === undefined || end === undefined || here === undefined || end <= start) return 0
  return Math.min(1, Math.max(0, (here - start) / (end - start)))
}

function yearsBetween(from: string, to: string): string[] {
  const [first, last] = [Number(from.slice(0, 4)) + 1, Number(to.slice(0, 4))]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => `${first + at}-01-01`)
}
