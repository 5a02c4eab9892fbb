import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Chart } from '#app/ui/chart.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Figure, Figures } from '#app/ui/figure.tsx'
import { formatNumber, formatShare } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/vacancy.page.ts'
import { stockHref, stockTabs, stockTrail } from './trail.ts'
import { vacancyAndRotation } from './vacancy.server.ts'

export const handle = { trail: stockTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.stock_tab_vacancy()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => ({
    convention,
    tabs: stockTabs(convention, true, may(tx.actor, 'stock.coverage.read')),
    ...(await vacancyAndRotation(tx)),
  }))
}

export default function Vacancy({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, figures, chart, rows } = loaderData
  return (
    <Page title={m.stock_tab_vacancy()} lead={m.stock_vacancy_lead()}>
      <Tabs label={m.stock_tabs()} tabs={tabs} />
      {rows.length === 0 ? (
        <EmptyState title={m.stock_empty_title()}>{m.stock_empty_wait()}</EmptyState>
      ) : (
        <>
          <Figures>
            {figures.map(({ label, measure }) => (
              <Figure key={label} label={label} measure={measure} />
            ))}
          </Figures>
          <Chart chart={chart} />
          <div className="table-scroll">
            <table className="table cards">
              <caption>{m.stock_vacancy_caption()}</caption>
              <thead>
                <tr>
                  <th scope="col">{m.stock_residence()}</th>
                  <th scope="col" className="number">
                    {m.stock_dwellings()}
                  </th>
                  <th scope="col" className="number">
                    {m.stock_vacant_offered()}
                  </th>
                  <th scope="col" className="number">
                    {m.stock_vacant_technical()}
                  </th>
                  <th scope="col" className="number">
                    {m.stock_rotation_rate()}
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <Link to={stockHref(convention, 'residences', row.id)}>{row.name}</Link>
                    </th>
                    <td className="number" data-title={m.stock_dwellings()}>
                      {formatNumber(row.dwellings)}
                    </td>
                    <td className="number" data-title={m.stock_vacant_offered()}>
                      {formatNumber(row.offered)}
                    </td>
                    <td className="number" data-title={m.stock_vacant_technical()}>
                      {formatNumber(row.technical)}
                    </td>
                    <td className="number" data-title={m.stock_rotation_rate()}>
                      {row.rotation === null ? m.stock_secret() : formatShare(row.rotation, 1)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Page>
  )
}
