import { Link } from 'react-router'
import { formatNumber } from '#app/ui/format.ts'
import { m } from '#messages'

/** What is said of a drawn panel outside the operator, why no more is, and where the published figures are. */
export function OutsideProgress({ least, estimates }: { least: number; estimates: string }) {
  return (
    <p>
      {least > 0 ? m.survey_outside_at_least({ least: formatNumber(least) }) : m.survey_outside_few()}{' '}
      {m.survey_outside_why()} <Link to={estimates}>{m.survey_outside_published()}</Link>
    </p>
  )
}
