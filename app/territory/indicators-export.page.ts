import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { m } from '#messages'
import type { Unit } from '#packages/indicators/indicator.ts'
import type { Route } from './+types/indicators-export.page.ts'
import { cautionWord } from './caution-words.ts'
import { areaWord, THEME_WORDS, THEMES } from './indicator-words.ts'
import { allValues, type ShownValue } from './indicators.server.ts'

/** Every value of every indicator, a line each: what no screen can hold, with what must be said of it. */
export function loader(args: Route.LoaderArgs) {
  const search = new URL(args.request.url).searchParams
  const theme = THEMES.find((one) => one === search.get('theme'))
  return read(args, async (tx) => {
    must(tx.actor, 'territory.export')
    const rows = await allValues(tx, theme, search.get('areas') === 'qpv' ? 'qpv' : 'iris')
    return exportTable(tx, askedFormat(args.request) ?? 'csv', {
      name: m.territory_file_indicators(),
      rows,
      columns: [
        { title: m.territory_theme(), value: (row) => THEME_WORDS[row.theme]() },
        { title: m.territory_indicator(), value: (row) => row.name },
        { title: m.territory_area(), value: ({ value }) => areaWord(value.area) },
        { title: m.territory_code(), value: ({ value }) => value.area.code },
        { title: m.territory_vintage(), value: ({ value }) => value.vintage },
        { title: m.territory_value(), value: ({ value }) => value.measure.value },
        { title: m.territory_unit(), value: (row) => UNIT_WORDS[row.unit]() },
        { title: m.territory_withheld(), value: ({ value }) => value.withheld },
        { title: m.territory_margin(), value: ({ value }) => value.margin },
        { title: m.territory_cautions(), value: ({ value }) => value.cautions.map(cautionWord).join(' ') },
        { title: m.territory_source(), value: ({ value }) => fileOf(value).name },
        { title: m.territory_terms_title(), value: ({ value }) => fileOf(value).licence },
        { title: m.territory_invented(), value: ({ value }) => value.invented },
      ],
    })
  })
}

const UNIT_WORDS: Record<Unit, () => string> = {
  share: m.territory_in_share,
  euros: m.territory_in_euros,
  years: m.territory_in_years,
  count: m.territory_in_count,
  ratio: m.territory_in_ratio,
  index: m.territory_in_index,
}

function fileOf({ measure }: Pick<ShownValue, 'measure'>): { name: string; licence: string } {
  const [source] = measure.trace.sources
  return source?.kind === 'file' ? { name: source.name, licence: source.licence ?? '' } : { name: '', licence: '' }
}
