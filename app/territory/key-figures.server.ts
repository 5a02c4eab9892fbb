/** The handful of figures that open the territory: of the communes, each with its trace. */
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Measure } from '#app/ui/measure.ts'
import { indicatorOf } from '#packages/indicators/catalogue.ts'
import { areaFigures } from './area-figures.server.ts'
import { said } from './indicator-said.server.ts'
import { areaWord } from './indicator-words.ts'
import { latestReferences } from './indicators.server.ts'

const KEY = ['population', 'median_income', 'poverty', 'unemployment', 'social_tenants', 'age_60_up'] as const

export interface KeyFigure {
  label: string
  measure: Measure
  invented: boolean
}

export async function keyFigures(tx: ActorTx): Promise<KeyFigure[]> {
  const figures = await areaFigures(tx)
  return KEY.flatMap((id) =>
    latestReferences(indicatorOf(id), figures)
      .filter(({ area, measure }) => area.kind === 'commune' && measure.value !== null)
      .map(({ area, measure, invented }) => ({
        label: `${said(indicatorOf(id).nameKey)} – ${areaWord(area)}`,
        measure,
        invented,
      })),
  )
}
