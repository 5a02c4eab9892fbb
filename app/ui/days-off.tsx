/** Public and school holidays, where a day is chosen or was. */
import { m } from '#messages'
import { type DayOffName, type DaysOff, DECREED_UNTIL, type Zone } from '#packages/meeting-rhythm/school-holidays.ts'
import { formatDate } from './format.ts'
import { Notice } from './notice.tsx'
import { State } from './state.tsx'

interface DaysOffProps {
  zone: Zone | null
  off: readonly DaysOff[]
}

const NAMES: Record<DayOffName, () => string> = {
  public: m.ui_day_off_public,
  autumn: m.ui_day_off_autumn,
  christmas: m.ui_day_off_christmas,
  winter: m.ui_day_off_winter,
  spring: m.ui_day_off_spring,
  ascension: m.ui_day_off_ascension,
  summer: m.ui_day_off_summer,
}

/** The coming ones, folded, beside the field of a day. */
export function DaysOffList({ zone, off }: DaysOffProps) {
  return (
    <details>
      <summary>{zone === null ? m.ui_days_off_public() : m.ui_days_off({ zone })}</summary>
      <ul>
        {off.map((one) => (
          <li key={`${one.name} ${one.from}`}>{dayOffText(one)}</li>
        ))}
      </ul>
      <p className="hint">
        {zone === null ? m.ui_days_off_no_zone() : m.ui_days_off_until({ day: formatDate(DECREED_UNTIL) })}
      </p>
    </details>
  )
}

/** Said of a day that falls in some; nothing of any other. */
export function DayOffNotice({ off }: DaysOffProps) {
  if (off.length === 0) return null
  return <Notice tone="warn">{m.ui_day_off_falls({ names: off.map(dayOffText).join(', ') })}</Notice>
}

/** What a day falls in, beside it. */
export function DayOffWord({ day, off }: { day: string; off: readonly DaysOff[] }) {
  const found = off.filter(({ from, to }) => from <= day && day <= to)
  if (found.length === 0) return null
  return <State tone="warn">{found.map(({ name }) => NAMES[name]()).join(', ')}</State>
}

/** « vacances d’hiver, du 6 février 2027 au 21 février 2027 » */
function dayOffText({ name, from, to }: DaysOff): string {
  if (from === to) return m.ui_day_off_day({ name: NAMES[name](), day: formatDate(from) })
  return m.ui_day_off_span({ name: NAMES[name](), from: formatDate(from), to: formatDate(to) })
}
