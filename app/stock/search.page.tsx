import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Search } from '#app/ui/search.tsx'
import { m } from '#messages'
import type { Route } from './+types/search.page.ts'
import { searchStock } from './search.server.ts'
import { stockHref, stockTrail } from './trail.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.stock_search_title()} – Palier` }]

const LONGEST = 100

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const words = (new URL(args.request.url).searchParams.get('q') ?? '').slice(0, LONGEST).trim()
  return read(args, async (tx) => ({
    convention,
    words,
    found: await searchStock(tx, words),
  }))
}

export default function StockSearch({ loaderData }: Route.ComponentProps) {
  const { convention, words, found } = loaderData
  const groups = [
    { kind: 'residence', title: m.stock_found_residences() },
    { kind: 'person', title: m.stock_found_persons() },
    { kind: 'dwelling', title: m.stock_found_dwellings() },
  ].map((group) => ({ ...group, rows: found.filter((row) => row.kind === group.kind) }))
  return (
    <Page title={m.stock_search_title()}>
      <Search
        action={stockHref(convention, 'search')}
        label={m.stock_search_label()}
        hint={m.stock_search_hint()}
        value={words}
      />
      <p role="status">{words && m.stock_found({ count: found.length })}</p>
      {words !== '' && found.length === 0 && (
        <EmptyState title={m.stock_found_nothing()}>{m.stock_found_nothing_help()}</EmptyState>
      )}
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ kind, title, rows }) => (
          <Section key={kind} title={title}>
            <ul className="plain found">
              {rows.map((row) => (
                <li key={`${row.id}-${row.label}`}>
                  <Link to={stockHref(convention, kind === 'residence' ? 'residences' : 'dwellings', row.id)}>
                    {row.label}
                  </Link>
                  <span className="soft">{row.detail}</span>
                </li>
              ))}
            </ul>
          </Section>
        ))}
    </Page>
  )
}
