import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { MapView } from '#app/ui/map-view.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { metresBetween } from '#packages/amenities/same-place.ts'
import type { Route } from './+types/service.page.ts'
import { CorrectionForms } from './correction-forms.tsx'
import { datasetWord } from './datasets.ts'
import type { PlaceNote, Service } from './inventory.ts'
import { correctPlace, serviceOf, servicesOf } from './services.server.ts'
import { territoryHref, territoryTrail } from './trail.ts'
import { ACT_WORDS, kindWord, ORIGIN_WORDS } from './words.ts'

export const handle = {
  trail: (params: { convention?: string }) => [
    ...territoryTrail(params),
    { href: territoryHref(params.convention ?? '', 'services'), title: m.territory_tab_services() },
  ],
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.title ?? ''} – Palier` }]

const NEIGHBOURS_METRES = 250
const MOST_NEIGHBOURS = 12

export async function loader(args: Route.LoaderArgs) {
  const { convention, place } = args.params
  return read(args, async (tx) => {
    const service = await serviceOf(tx, place)
    return {
      convention,
      service,
      title: service.name || kindWord(service.kind),
      mayCorrect: may(tx.actor, 'territory.place.correct'),
      neighbours: neighboursOf(service, await servicesOf(tx)),
    }
  })
}

/** Places of the same kind nearby: what this one may be the same as. */
function neighboursOf(service: Service, all: readonly Service[]) {
  return all
    .filter(({ id, kind }) => id !== service.id && kind === service.kind)
    .map((other) => ({ id: other.id, name: other.name || kindWord(other.kind), metres: metresBetween(service, other) }))
    .filter(({ metres }) => metres <= NEIGHBOURS_METRES)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, MOST_NEIGHBOURS)
}

const Degrees = (most: number) =>
  z
    .string()
    .transform((text) => Number(text.replace(',', '.')))
    .pipe(z.number().min(-most).max(most))

const Change = z.discriminatedUnion('act', [
  z.object({ act: z.literal('closed') }),
  z.object({ act: z.literal('open') }),
  z.object({ act: z.literal('moved'), lon: Degrees(180), lat: Degrees(90) }),
  z.object({ act: z.literal('renamed'), said: z.string().trim().min(1).max(200) }),
  z.object({ act: z.literal('hours'), said: z.string().trim().min(1).max(500) }),
  z.object({ act: z.literal('same'), otherId: z.uuid() }),
  z.object({ act: z.literal('other'), otherId: z.uuid() }),
])

export function action(args: Route.ActionArgs) {
  const { convention, place } = args.params
  return submit(args, Change, async (tx, correction) => {
    await correctPlace(tx, place, correction)
    return redirect(territoryHref(convention, 'services', place), {
      headers: await flashHeaders({ tone: 'good', message: m.territory_corrected() }),
    })
  })
}

export default function ServicePage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, service, title, mayCorrect, neighbours } = loaderData
  const { kind, address, openingHours, wheelchair, closed, invented, lon, lat } = service
  return (
    <Page title={title} lead={title === kindWord(kind) ? null : kindWord(kind)}>
      {closed && <Notice tone="warn">{m.territory_closed_notice()}</Notice>}
      {invented && <Notice tone="warn">{m.territory_invented_place()}</Notice>}
      <DefinitionList
        facts={[
          { term: m.territory_address(), value: address ?? m.territory_not_known() },
          { term: m.territory_hours(), value: openingHours ?? m.territory_not_known() },
          { term: m.territory_wheelchair(), value: wheelchairWord(wheelchair) },
        ]}
      />
      <MapView
        label={m.territory_place_map()}
        ground={territoryHref(convention, 'map')}
        credit={m.territory_attribution_short()}
        points={[{ id: service.id, longitude: lon, latitude: lat, title, detail: address ?? '' }]}
      />
      <Sources convention={convention} service={service} mayCorrect={mayCorrect} />
      {mayCorrect && <CorrectionForms service={service} neighbours={neighbours} answer={actionData} />}
      {service.notes.length > 0 && (
        <Section title={m.territory_history()}>
          <ol className="plain">
            {service.notes.map((note) => (
              <li key={note.id}>{noteText(note)}</li>
            ))}
          </ol>
        </Section>
      )}
      <p>
        <Link to={territoryHref(convention, 'access')}>{m.territory_see_access()}</Link>
      </p>
    </Page>
  )
}

function wheelchairWord(wheelchair: Service['wheelchair']): string {
  if (wheelchair === null) return m.territory_not_known()
  return {
    yes: m.territory_wheelchair_yes(),
    limited: m.territory_wheelchair_limited(),
    no: m.territory_wheelchair_no(),
  }[wheelchair]
}

function noteText({ act, said, by, at }: PlaceNote): string {
  const done = said === null ? ACT_WORDS[act]() : m.territory_act_said({ act: ACT_WORDS[act](), said })
  return m.territory_note({ done, by, at: formatInstant(at) })
}

/** What each file says, and the way to take them apart. */
function Sources({ convention, service, mayCorrect }: { convention: string; service: Service; mayCorrect: boolean }) {
  const [first, ...others] = service.entries
  return (
    <Section title={m.territory_sources()}>
      {others.length > 0 && <p>{m.territory_several_sources({ count: service.entries.length })}</p>}
      <ul>
        {service.entries.map((entry) => (
          <li key={entry.id}>
            {[
              ORIGIN_WORDS[entry.origin](),
              entry.source && datasetWord(entry.source.dataset, entry.source.vintage),
              entry.name,
              entry.source?.invented && m.territory_invented(),
            ]
              .filter(Boolean)
              .join(' · ')}
            {mayCorrect && first && entry.id !== first.id && (
              <Form action={territoryHref(convention, 'services', service.id)}>
                <input type="hidden" name="act" value="other" />
                <input type="hidden" name="otherId" value={entry.id} />
                <SubmitButton kind="quiet">{m.territory_take_apart()}</SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
