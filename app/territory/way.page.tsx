import type { Feature } from 'geojson'
import { read } from '#app/platform/page.server.ts'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { formatNumber, formatShare } from '#app/ui/format.ts'
import { MapView } from '#app/ui/map-view.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { RouteStep } from '#packages/walkshed/route.ts'
import type { Route } from './+types/way.page.ts'
import { territoryHref, territoryTrail } from './trail.ts'
import { walkTo } from './walk.server.ts'
import { WalkerForm } from './walker-form.tsx'
import { walkerFrom } from './walkers.ts'
import { kindWord } from './words.ts'

export const handle = {
  trail: (params: { convention?: string }) => [
    ...territoryTrail(params),
    { href: territoryHref(params.convention ?? '', 'access'), title: m.territory_tab_access() },
  ],
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.title ?? ''} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const walker = walkerFrom(new URL(args.request.url).searchParams.get('walker'))
  return read(args, async (tx) => {
    const { residence, place, walk } = await walkTo(tx, args.params.residence, args.params.place, walker)
    const name = place.name || kindWord(place.kind)
    return {
      convention: args.params.convention,
      walker,
      title: m.territory_way_title({ residence: residence.name, place: name }),
      place: { name, kind: kindWord(place.kind), lon: place.lon, lat: place.lat, invented: place.invented },
      residence,
      walk: walk && {
        minutes: walk.route.ms / 60_000,
        metres: walk.route.metres,
        unknownMetres: walk.route.unknownMetres,
        steps: walk.route.steps.map(({ geometry: _, ...step }) => step),
        line: walk.route.geometry.map(({ lon, lat }): [number, number] => [lon, lat]),
        rest: walk.rest,
      },
    }
  })
}

export default function Way({ loaderData }: Route.ComponentProps) {
  const { convention, title, walker, place, residence, walk } = loaderData
  const way: Feature[] = walk
    ? [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: walk.line } }]
    : []
  return (
    <Page title={title} {...(place.name === place.kind ? {} : { lead: place.kind })}>
      <WalkerForm walker={walker} />
      {place.invented && <Notice tone="warn">{m.territory_invented_place()}</Notice>}
      {!walk && <Notice tone="warn">{m.territory_way_none()}</Notice>}
      {walk && <Summary walk={walk} />}
      <MapView
        label={title}
        ground={territoryHref(convention, 'map')}
        credit={m.territory_attribution_short()}
        layers={[
          { id: 'way', title: m.territory_way_line(), kind: 'way', data: { type: 'FeatureCollection', features: way } },
        ]}
        points={[
          {
            id: 'from',
            longitude: residence.lon,
            latitude: residence.lat,
            title: residence.name,
            detail: residence.address ?? '',
          },
          { id: 'to', longitude: place.lon, latitude: place.lat, title: place.name, detail: place.kind, tone: 'good' },
        ]}
      />
      {walk && (
        <Section title={m.territory_way_steps()}>
          <ol>
            {walk.steps.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a walk may take the same street twice; its place names a step
              <li key={at}>{stepText(step, at === walk.steps.length - 1)}</li>
            ))}
          </ol>
        </Section>
      )}
    </Page>
  )
}

type Walk = NonNullable<Route.ComponentProps['loaderData']['walk']>

function Summary({ walk: { minutes, metres, unknownMetres, rest } }: { walk: Walk }) {
  return (
    <>
      <DefinitionList
        facts={[
          { term: m.territory_way_time(), value: m.territory_minutes({ minutes: formatNumber(Math.ceil(minutes)) }) },
          { term: m.territory_way_length(), value: m.territory_metres({ metres: formatNumber(Math.round(metres)) }) },
          {
            term: m.territory_way_rest(),
            value: m.territory_way_rest_value({
              metres: formatNumber(Math.round(rest.longestMetres)),
              benches: rest.benches,
            }),
          },
        ]}
      />
      {unknownMetres > 0 && (
        <Notice tone="warn">{m.territory_way_unknown({ metres: formatNumber(Math.round(unknownMetres)) })}</Notice>
      )}
    </>
  )
}

const STEP_WORDS: Record<RouteStep['kind'], () => string> = {
  door: m.territory_step_door,
  street: m.territory_step_street,
  path: m.territory_step_path,
  square: m.territory_step_square,
  steps: m.territory_step_steps,
  crossing: m.territory_step_crossing,
  elevator: m.territory_step_elevator,
}

/** A street is known by its name; of steps and crossings one also says what they are. */
function wayWord(kind: RouteStep['kind'], name: string | null): string {
  if (name === null) return STEP_WORDS[kind]()
  return kind === 'steps' || kind === 'crossing' ? m.territory_step_named({ kind: STEP_WORDS[kind](), name }) : name
}

function stepText(
  { kind, name, metres, ms, stairs, incline, signals, isUnknown }: Omit<RouteStep, 'geometry'>,
  isLast: boolean,
): string {
  const asides = [
    stairs !== null && m.territory_step_stairs({ count: stairs }),
    incline !== null && incline !== 0 && m.territory_step_slope({ slope: formatShare(Math.abs(incline), 1) }),
    signals > 0 && m.territory_step_signals({ count: signals }),
    isUnknown && m.territory_step_unknown(),
  ].filter((aside) => aside !== false)
  const told = m.territory_step({
    way: kind === 'door' && isLast ? m.territory_step_door_end() : wayWord(kind, name),
    metres: formatNumber(Math.max(1, Math.round(metres))),
    seconds: formatNumber(Math.max(1, Math.round(ms / 1000))),
  })
  return [told, ...asides].join(' – ')
}
