import { m } from '#messages'
import { formatNumber, formatShare } from './format.ts'

interface ProgressProps {
  label: string
  done: number
  /** Unknown while the work still counts what there is to do. */
  total: number | null
  detail?: string
}

const SAID_EVERY = 0.25

/** Work under way. A screen reader hears each quarter, not each line. */
export function Progress({ label, done, total, detail }: ProgressProps) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total)
  const said = share === null ? null : Math.floor(share / SAID_EVERY) * SAID_EVERY
  return (
    <div className="progress">
      <span className="label">{label}</span>
      {share === null ? <progress aria-label={label} /> : <progress aria-label={label} value={share} max={1} />}
      <span className="soft">
        {total === null
          ? m.ui_progress_counting()
          : m.ui_progress({ done: formatNumber(done), total: formatNumber(total) })}
        {detail && ` · ${detail}`}
      </span>
      <span className="unseen" role="status">
        {said !== null && said > 0 && `${label} ${formatShare(said)}`}
      </span>
    </div>
  )
}
