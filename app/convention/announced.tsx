/** Says on a page that an amendment would change it, as long as it is not signed. */
import { Link } from 'react-router'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { m } from '#messages'
import { contractHref } from './trail.ts'

interface AnnouncedProps {
  convention: string
  amendments: { id: string; number: number; title: string; effective_on: string }[]
}

export function Announced({ convention, amendments }: AnnouncedProps) {
  if (amendments.length === 0) return null
  return (
    <Notice>
      <p>{m.convention_announced({ count: amendments.length })}</p>
      <ul className="plain">
        {amendments.map(({ id, number, title, effective_on }) => (
          <li key={id}>
            <Link to={contractHref(convention, 'amendments', id)}>
              {m.convention_amendment_titled({ number: String(number), title })}
            </Link>{' '}
            {m.convention_announced_from({ day: formatDate(effective_on) })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
