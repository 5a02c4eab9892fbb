import { Link } from 'react-router'
import { m } from '#messages'
import { formatNumber } from './format.ts'

interface PaginationProps {
  page: number
  pages: number
  hrefOf: (page: number) => string
}

/** Pages as links: the first, the last, those around. */
export function Pagination({ page, pages, hrefOf }: PaginationProps) {
  if (pages <= 1) return null
  return (
    <nav className="pagination" aria-label={m.ui_pages()}>
      <ul className="plain">
        {page > 1 && (
          <li>
            <Link to={hrefOf(page - 1)} rel="prev">
              {m.ui_page_previous()}
            </Link>
          </li>
        )}
        {shownPages(page, pages).map((number) => (
          <li key={number}>
            {number === page ? (
              <span aria-current="page">{formatNumber(number)}</span>
            ) : (
              <Link to={hrefOf(number)} aria-label={m.ui_page_number({ number: formatNumber(number) })}>
                {formatNumber(number)}
              </Link>
            )}
          </li>
        ))}
        {page < pages && (
          <li>
            <Link to={hrefOf(page + 1)} rel="next">
              {m.ui_page_next()}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}

/** Numbers to offer; a page beyond the last one still finds its way back. */
export function shownPages(page: number, pages: number): number[] {
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages)
  return [...new Set(near)].sort((a, b) => a - b)
}
