import { read } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { Chart } from '#app/ui/chart.tsx'
import { TraceDetails } from '#app/ui/figure.tsx'
import { Form } from '#app/ui/form.tsx'
import { ScaleLegend } from '#app/ui/graded.tsx'
import { MapView } from '#app/ui/map-view.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { m } from '#messages'
import { CATALOGUE } from '#packages/indicators/catalogue.ts'
import type { Route } from './+types/indicator.page.ts'
import { cautionWord } from './caution-words.ts'
import { indicatorCharts } from './indicator-charts.server.ts'
import { choroplethOf } from './indicator-map.server.ts'
import { said } from './indicator-said.server.ts'
import { areaWord, THEME_WORDS } from './indicator-words.ts'
import { indicatorSheet, type ShownValue, shown } from './indicators.server.ts'
import { territoryHref, territoryTrail } from './trail.ts'
import { ValueCell } from './value-cell.tsx'

export const handle = {
  trail: (params: { convention?: string }) => [
    ...territoryTrail(params),
    { href: territoryHref(params.convention ?? '', 'indicators'), title: m.territory_tab_indicators() },
  ],
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.name ?? ''} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention, indicator: id } = args.params
  const search = new URL(args.request.url).searchParams
  const kind = search.get('areas') === 'qpv' ? ('qpv' as const) : ('iris' as const)
  const asked = Number(search.get('year')) || undefined
  return read(args, async (tx) => {
    if (!CATALOGUE.some((one) => one.id === id)) throw new Refusal('platform.not-found', { status: 404 })
    const sheet = await indicatorSheet(tx, id, kind, asked)
    const values = sheet.values.map((value) => shown(sheet.indicator, value, sheet.figures))
    return {
      convention,
      id,
      kind,
      name: said(sheet.indicator.nameKey),
      definition: said(sheet.indicator.definitionKey),
      theme: THEME_WORDS[sheet.indicator.theme](),
      vintage: sheet.vintage,
      vintages: sheet.vintages,
      values,
      references: sheet.references,
      charts: indicatorCharts(sheet),
      map: await choroplethOf(tx, sheet),
    }
  })
}

export default function IndicatorPage({ loaderData }: Route.ComponentProps) {
  const { convention, id, name, definition, theme, vintage, vintages, kind, values, references, charts, map } =
    loaderData
  const cautions = [...new Set(values.flatMap((value) => value.cautions))]
  const hasInvented = values.some(({ invented }) => invented)
  const trace = values.find(({ measure }) => measure.value !== null)?.measure.trace
  return (
    <Page title={name} lead={definition}>
      <p className="soft">{theme}</p>
      {hasInvented && <Notice tone="warn">{m.territory_invented_figures()}</Notice>}
      {vintages.length > 1 && (
        <Form method="get" key={vintage}>
          <input type="hidden" name="areas" value={kind} />
          <SelectField
            name="year"
            label={m.territory_vintage()}
            value={String(vintage)}
            choices={vintages.map((year) => ({ value: String(year), label: String(year) }))}
          />
          <SubmitButton kind="plain">{m.territory_show()}</SubmitButton>
        </Form>
      )}
      {vintage === null && <p>{m.territory_indicator_nothing()}</p>}
      {map && (
        <Section title={m.territory_indicator_map()}>
          <ScaleLegend steps={map.legend} />
          <MapView
            label={vintage === null ? name : `${name}, ${vintage}`}
            ground={`${territoryHref(convention, 'map')}?only=line`}
            layers={map.layers}
            points={map.points}
            legend={map.legend}
            note={hasInvented ? m.territory_invented_figures_short() : undefined}
            credit={m.territory_attribution_short()}
          />
          <p>
            <LinkButton
              to={`${territoryHref(convention, 'indicators', id, 'map.svg')}?areas=${kind}&year=${vintage}`}
              kind="quiet"
              download
            >
              {m.territory_map_svg()}
            </LinkButton>
          </p>
        </Section>
      )}
      {charts.map((chart) => (
        <Chart key={chart.title} chart={chart} />
      ))}
      {values.length > 0 && <AreaTable values={[...references, ...values]} name={name} />}
      {trace && <TraceDetails trace={trace} about={name} />}
      {cautions.length > 0 && (
        <Section title={m.territory_cautions()}>
          <ul>
            {cautions.map((caution) => (
              <li key={caution}>{cautionWord(caution)}</li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  )
}

function AreaTable({ values, name }: { values: ShownValue[]; name: string }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="unseen">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{m.territory_area()}</th>
            <th scope="col" className="number">
              {m.territory_value()}
            </th>
          </tr>
        </thead>
        <tbody>
          {values.map((value) => (
            <tr key={`${value.area.kind} ${value.area.code}`}>
              <th scope="row">{areaWord(value.area)}</th>
              <td className="number">
                <ValueCell value={value} /> {value.invented && m.territory_invented_mark()}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
