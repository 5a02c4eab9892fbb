import { must } from '#app/platform/database.server.ts'
import { askedFormat, exportTable } from '#app/platform/export.server.ts'
import { read } from '#app/platform/page.server.ts'
import { m } from '#messages'
import type { Route } from './+types/indicators-export.page.ts'
import { cautionWord } from './caution-words.ts'
import { areaWord, THEME_WORDS, THEMES } from './indicator-words.ts'
import { allValues } from './indicators.server.ts'

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
        { title: m.territory_unit(), value: ({ value }) => value.measure.unit },
        { title: m.territory_withheld(), value: ({ value }) => value.withheld },
        { title: m.territory_margin(), value: ({ value }) => value.margin },
        { title: m.territory_cautions(), value: ({ value }) => value.cautions.map(cautionWord).join(' ') },
        { title: m.territory_source(), value: ({ value }) => sourceOf(value.measure.trace.sources[0]) },
        { title: m.territory_invented(), value: ({ value }) => value.invented },
      ],
    })
  })
}

function sourceOf(source: { kind: string; name?: string } | undefined): string {
  return source?.name ?? ''
}
