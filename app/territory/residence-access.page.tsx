import type { Feature } from 'geojson'
import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { Figure, Figures } from '#app/ui/figure.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Graded, ScaleLegend } from '#app/ui/graded.tsx'
import { MapView } from '#app/ui/map-view.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { kindNames } from '#packages/amenities/typology.ts'
import type { Route } from './+types/residence-access.page.ts'
import type { Reached } from './access.server.ts'
import { GRADES, gradeOf } from './access-table.ts'
import { surroundingsFigures } from './catchment.server.ts'
import { territoryHref, territoryTrail } from './trail.ts'
import { reachOf } from './walk.server.ts'
import { WalkerForm } from './walker-form.tsx'
import { WALKER_WORDS, walkerFrom } from './walkers.ts'
import { kindWord } from './words.ts'

export const handle = {
  trail: (params: { convention?: string }) => [
    ...territoryTrail(params),
    { href: territoryHref(params.convention ?? '', 'access'), title: m.territory_tab_access() },
  ],
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.residence.name ?? ''} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const walker = walkerFrom(new URL(args.request.url).searchParams.get('walker'))
  return read(args, async (tx) => {
    const { residence, outlines, nearest } = await reachOf(tx, args.params.residence, walker)
    return {
      convention,
      walker,
      residence,
      nearest,
      around: await surroundingsFigures(tx, residence, outlines),
      // The widest first: the nearer ones are drawn over it.
      outlines: outlines.toReversed().map(({ coordinates, minutes }) => ({ minutes, coordinates })),
    }
  })
}

export default function ResidenceAccess({ loaderData }: Route.ComponentProps) {
  const { convention, walker, residence, nearest, outlines, around } = loaderData
  const areas: Feature[] = outlines.map(({ minutes, coordinates }) => ({
    type: 'Feature',
    properties: { step: stepOf(gradeOf(minutes)) },
    geometry: { type: 'MultiPolygon', coordinates },
  }))
  return (
    <Page title={residence.name} lead={residence.address ?? ''}>
      <WalkerForm walker={walker} />
      {outlines.length === 0 && <Notice tone="warn">{m.territory_off_the_map_help()}</Notice>}
      <Section title={m.territory_isochrones()}>
        <ScaleLegend
          steps={GRADES.map((minutes) => ({
            step: stepOf(gradeOf(minutes)),
            label: m.territory_grade_up_to({ minutes }),
          }))}
        />
        <MapView
          label={m.territory_isochrones()}
          ground={`${territoryHref(convention, 'map')}?quarters=none`}
          credit={m.territory_attribution_short()}
          layers={[
            {
              id: 'reach',
              title: m.territory_isochrones(),
              kind: 'scale',
              data: { type: 'FeatureCollection', features: areas },
            },
          ]}
          points={[
            {
              id: residence.id,
              longitude: residence.lon,
              latitude: residence.lat,
              title: residence.name,
              detail: residence.address ?? '',
            },
          ]}
        />
      </Section>
      {nearest && <NearestTable {...{ convention, nearest }} residence={residence.id} />}
      {around.figures.length > 0 && (
        <Section title={m.territory_around()}>
          <p>{around.method}</p>
          <Figures>
            {around.figures.map(({ label, measure, invented }) => (
              <Figure
                key={label}
                label={label}
                measure={measure}
                unitWord={
                  invented
                    ? `${m.territory_estimate_mark()} ${m.territory_invented_mark()}`
                    : m.territory_estimate_mark()
                }
              />
            ))}
          </Figures>
        </Section>
      )}
    </Page>
  )
}

/** The nearer, the darker, on a scale of five. */
function stepOf(grade: number): number {
  return 7 - 2 * grade
}

type Nearest = NonNullable<Route.ComponentProps['loaderData']['nearest']>

function NearestTable({ convention, nearest, residence }: { convention: string; nearest: Nearest; residence: string }) {
  const kinds = kindNames().filter((kind) => nearest.some((one) => one.nearest[kind]))
  return (
    <Section title={m.territory_nearest()}>
      <div className="table-scroll">
        <table className="table cards">
          <caption className="unseen">{m.territory_nearest()}</caption>
          <thead>
            <tr>
              <th scope="col">{m.territory_kind()}</th>
              {nearest.map(({ walker }) => (
                <th key={walker} scope="col">
                  {WALKER_WORDS[walker]()}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{kindWord(kind)}</th>
                {nearest.map(({ walker, nearest: of }) => (
                  <td key={walker} data-title={WALKER_WORDS[walker]()}>
                    <One
                      reached={of[kind]}
                      href={(place) => `${territoryHref(convention, 'access', residence, place)}?walker=${walker}`}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function One({ reached, href }: { reached: Reached | undefined; href: (placeId: string) => string }) {
  if (!reached) return <Graded grade={4}>{m.territory_not_reached()}</Graded>
  return (
    <Graded grade={gradeOf(reached.minutes)}>
      <Link to={href(reached.placeId)}>
        {m.territory_place_minutes({
          name: reached.name || m.territory_unnamed(),
          minutes: formatNumber(Math.ceil(reached.minutes)),
        })}
      </Link>
      {reached.unsure && <small>{m.territory_unsure_short()}</small>}
      {reached.invented && <small>{m.territory_invented_mark()}</small>}
    </Graded>
  )
}
