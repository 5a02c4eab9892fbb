import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/transit.page.ts'
import { territoryHref, territoryTabs, territoryTrail } from './trail.ts'
import { STOP_MINUTES, type TransitRow, transitTable } from './transit.server.ts'
import { TransitMissing } from './transit-missing.tsx'
import { WALKER_WORDS, walkerFrom } from './walkers.ts'

export const handle = { trail: territoryTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_tab_transit()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const walker = walkerFrom(new URL(args.request.url).searchParams.get('walker'))
  return read(args, async (tx) => ({
    convention,
    walker,
    within: STOP_MINUTES,
    tabs: territoryTabs(convention, may(tx.actor, 'territory.load')),
    mayLoad: may(tx.actor, 'territory.load'),
    ...(await transitTable(tx, walker)),
  }))
}

export default function Transit({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, walker, within, missing, invented, days, rows, mayLoad } = loaderData
  return (
    <Page
      title={m.territory_tab_transit()}
      lead={m.territory_transit_lead({ minutes: within, walker: WALKER_WORDS[walker]() })}
    >
      <Tabs label={m.territory_tabs()} tabs={tabs} />
      {invented && <Notice tone="warn">{m.territory_invented_timetable()}</Notice>}
      {missing && <TransitMissing missing={missing} convention={convention} mayLoad={mayLoad} />}
      {!missing && rows.length === 0 && (
        <EmptyState title={m.territory_access_no_residence()}>{m.territory_access_no_residence_help()}</EmptyState>
      )}
      {rows.length > 0 && (
        <>
          <p className="soft">
            {m.territory_transit_days({
              tuesday: days?.tuesday ? formatDate(days.tuesday) : m.territory_no_service(),
              sunday: days?.sunday ? formatDate(days.sunday) : m.territory_no_service(),
            })}
          </p>
          <p>
            <LinkButton to={`${territoryHref(convention, 'transit', 'export')}?format=csv&walker=${walker}`} download>
              CSV
            </LinkButton>{' '}
            <LinkButton to={`${territoryHref(convention, 'transit', 'export')}?format=xlsx&walker=${walker}`} download>
              XLSX
            </LinkButton>
          </p>
          <TransitTable convention={convention} rows={rows} />
        </>
      )}
    </Page>
  )
}

function TransitTable({ convention, rows }: { convention: string; rows: TransitRow[] }) {
  const heads = [
    m.territory_stops_near(),
    m.territory_nearest_stop(),
    m.territory_lines(),
    m.territory_band_morning(),
    m.territory_band_day(),
    m.territory_band_evening(),
    m.territory_band_sunday(),
    m.territory_last(),
  ]
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption>{m.territory_transit_caption()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.territory_residence()}</th>
            {heads.map((head, at) => (
              <th key={head} scope="col" className={at === 2 ? undefined : 'number'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.residence.id}>
              <th scope="row">
                <Link to={territoryHref(convention, 'transit', row.residence.id)}>{row.residence.name}</Link>
              </th>
              {cellsOf(row).map((cell, at) => (
                <td key={heads[at]} className={at === 2 ? undefined : 'number'} data-title={heads[at]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function cellsOf(row: TransitRow): string[] {
  const rate = (value: number | undefined) => formatNumber(value ?? 0, { maximumFractionDigits: 1 })
  return [
    formatNumber(row.stops),
    row.nearestMinutes === null ? '–' : m.territory_minutes({ minutes: formatNumber(Math.ceil(row.nearestMinutes)) }),
    row.lines.join(', ') || '–',
    ...row.perHour.map(rate),
    row.sundayPerHour === null ? '–' : rate(row.sundayPerHour),
    row.lastDeparture ?? '–',
  ]
}
