/** What lives around one residence, estimated from the quarters that its surroundings cut: never a published figure, and said so. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { formatNumber, formatShare } from '#app/ui/format.ts'
import type { Measure } from '#app/ui/measure.ts'
import { m } from '#messages'
import { indicatorOf } from '#packages/indicators/catalogue.ts'
import { catchmentOf, measureZones, type WeightedPoint, type ZoneInput } from '#packages/indicators/catchment.ts'
import { estimate } from '#packages/indicators/estimate.ts'
import { vintagesOf } from '#packages/indicators/evaluate.ts'
import type { Isochrone } from '#packages/walkshed/isochrone.ts'
import { areaFigures } from './area-figures.server.ts'
import { said } from './indicator-said.server.ts'
import { shown } from './indicators.server.ts'
import type { ResidencePlace } from './residences.server.ts'

const ESTIMATED = ['population', 'age_60_up', 'age_0_14', 'unemployment', 'people_alone', 'social_tenants'] as const
const AROUND_MINUTES = 15

interface Around {
  figures: { label: string; measure: Measure; invented: boolean }[]
  /** How it was estimated, in a sentence. */
  method: string
}

const NOTHING: Around = { figures: [], method: '' }

export async function surroundingsFigures(
  tx: ActorTx,
  residence: ResidencePlace,
  outlines: readonly Isochrone[],
): Promise<Around> {
  const outline = outlines.find(({ minutes }) => minutes === AROUND_MINUTES)
  const zones = await zonesOf(tx)
  if (!outline || outline.coordinates.length === 0 || zones.length === 0) return NOTHING
  const households = await householdsOf(tx)
  const catchment = catchmentOf(outline.coordinates, measureZones(zones, households))
  const figures = await areaFigures(tx)
  const estimates = ESTIMATED.flatMap((id) => {
    const indicator = indicatorOf(id)
    const vintage = vintagesOf(indicator, 'iris', figures.rows).at(-1)
    if (vintage === undefined) return []
    const value = estimate(indicator, { code: residence.code, name: residence.name }, catchment, vintage, figures.rows)
    if (value.value === null) return []
    const { measure, invented } = shown(indicator, value, figures)
    return [{ label: said(indicator.nameKey), measure, invented }]
  })
  const quarters = formatNumber(catchment.parts.length)
  const uncovered = formatShare(catchment.uncovered)
  return {
    figures: estimates,
    method:
      catchment.method === 'catchment-dwellings'
        ? m.territory_around_by_households({ minutes: AROUND_MINUTES, quarters, uncovered })
        : m.territory_around_by_area({ minutes: AROUND_MINUTES, quarters, uncovered }),
  }
}

const Position = z.tuple([z.number(), z.number()])
const Polygons = z.array(z.array(z.array(Position)))

async function zonesOf(tx: ActorTx): Promise<ZoneInput[]> {
  const { rows } = await sql<{ code: string; polygons: unknown }>`
    select code, shape -> 'coordinates' as polygons from stock_quarter
    where kind = 'iris' and shape ->> 'type' = 'MultiPolygon' order by code limit 2000`.execute(tx)
  return rows.map(({ code, polygons }) => ({ code, polygons: Polygons.parse(polygons) }))
}

/** Households of the squares of 200 m: where in a quarter its people live. */
async function householdsOf(tx: ActorTx): Promise<WeightedPoint[]> {
  const { rows } = await sql<{ lon: number; lat: number; weight: number }>`
    select lon, lat, (figures ->> 'MEN')::double precision as weight from territory_figure
    where area_kind = 'grid' and lon is not null and figures ->> 'MEN' is not null order by area_code limit 50000`.execute(
    tx,
  )
  return rows
}
