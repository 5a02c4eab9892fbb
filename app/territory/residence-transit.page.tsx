import { read } from '#app/platform/page.server.ts'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/residence-transit.page.ts'
import { territoryHref, territoryTrail } from './trail.ts'
import { type DayFromDoor, transitOfResidence } from './transit.server.ts'
import { WALKER_WORDS, walkerFrom } from './walkers.ts'

export const handle = {
  trail: (params: { convention?: string }) => [
    ...territoryTrail(params),
    { href: territoryHref(params.convention ?? '', 'transit'), title: m.territory_tab_transit() },
  ],
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.residence.name ?? ''} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const walker = walkerFrom(new URL(args.request.url).searchParams.get('walker'))
  return read(args, async (tx) => ({ walker, ...(await transitOfResidence(tx, args.params.residence, walker)) }))
}

export default function ResidenceTransit({ loaderData }: Route.ComponentProps) {
  const { residence, walks, days, invented, problems, walker } = loaderData
  return (
    <Page title={residence.name} lead={m.territory_residence_transit_lead({ walker: WALKER_WORDS[walker]() })}>
      {invented && <Notice tone="warn">{m.territory_invented_timetable()}</Notice>}
      {problems > 0 && <Notice>{m.territory_trips_aside({ count: problems })}</Notice>}
      <Section title={m.territory_stops_near()}>
        {walks.length === 0 ? (
          <p>{m.territory_no_stop_near()}</p>
        ) : (
          <ul>
            {walks.map(({ id, name, minutes }) => (
              <li key={id}>{m.territory_stop_at({ name, minutes: formatNumber(Math.ceil(minutes)) })}</li>
            ))}
          </ul>
        )}
      </Section>
      {days.map((day) => (
        <ServiceDaySection key={day.weekday} day={day} />
      ))}
    </Page>
  )
}

function ServiceDaySection({ day }: { day: DayFromDoor }) {
  const title = { tuesday: m.territory_on_tuesday, sunday: m.territory_on_sunday }[day.weekday]
  return (
    <Section title={title({ day: formatDate(day.day) })}>
      <Lines day={day} />
      <p>{m.territory_reach_method()}</p>
      <ul>
        {day.within.map(({ minutes, stations }) => (
          <li key={minutes}>{m.territory_reach_within({ minutes, stations: formatNumber(stations) })}</li>
        ))}
      </ul>
      {day.stations.length > 0 && (
        <details>
          <summary>{m.territory_reach_list()}</summary>
          <ul>
            {day.stations.map(({ name, minutes }) => (
              <li key={name}>{m.territory_stop_at({ name, minutes: formatNumber(Math.ceil(minutes)) })}</li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function Lines({ day }: { day: DayFromDoor }) {
  if (day.lines.length === 0) return <p>{m.territory_no_service()}</p>
  const heads = [m.territory_band_morning(), m.territory_band_day(), m.territory_band_evening(), m.territory_last()]
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.territory_lines()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.territory_line_towards()}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {day.lines.map(({ name, headsign, bands, last }) => (
            <tr key={`${name} ${headsign}`}>
              <th scope="row">{headsign ? m.territory_line_to({ line: name, headsign }) : name}</th>
              {bands.map(({ fromHour, perHour }, at) => (
                <td key={fromHour} className="number" data-title={heads[at]}>
                  {formatNumber(perHour, { maximumFractionDigits: 1 })}
                </td>
              ))}
              <td className="number" data-title={heads.at(-1)}>
                {last}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
