import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { mapSvg } from '#app/ui/map-picture.server.ts'
import { m } from '#messages'
import { CATALOGUE } from '#packages/indicators/catalogue.ts'
import type { Route } from './+types/map-picture.action.ts'
import { baseMapOf } from './base-map.server.ts'
import { choroplethOf } from './indicator-map.server.ts'
import { said } from './indicator-said.server.ts'
import { indicatorSheet, shown } from './indicators.server.ts'

/** An indicator's map as a picture to take away. */
export async function loader(args: Route.LoaderArgs) {
  const search = new URL(args.request.url).searchParams
  const kind = search.get('areas') === 'qpv' ? 'qpv' : 'iris'
  const id = args.params.indicator
  const svg = await read(args, async (tx) => {
    must(tx.actor, 'territory.export')
    if (!CATALOGUE.some((one) => one.id === id)) throw new Refusal('platform.not-found', { status: 404 })
    const sheet = await indicatorSheet(tx, id, kind, Number(search.get('year')) || undefined)
    const map = await choroplethOf(tx, sheet)
    if (!map) throw new Refusal('platform.not-found', { status: 404 })
    const streets = await baseMapOf(tx, ['line'])
    const hasInvented = sheet.values
      .map((value) => shown(sheet.indicator, value, sheet.figures))
      .some(({ invented }) => invented)
    return mapSvg({
      layers: [...map.layers, ...streets],
      points: [],
      title: [
        `${said(sheet.indicator.nameKey)}, ${sheet.vintage}`,
        ...(hasInvented ? [m.territory_invented_mark()] : []),
      ].join(' '),
      legend: map.legend,
      attribution: m.territory_attribution_short(),
    })
  })
  return new Response(svg, {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${id}.svg"`,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
