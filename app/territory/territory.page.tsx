import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Figure, Figures, TraceDetails } from '#app/ui/figure.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { MapView } from '#app/ui/map-view.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/territory.page.ts'
import { type TerritoryText, territoryText } from './facts.server.ts'
import { keyFigures } from './key-figures.server.ts'
import { residencesOf } from './residences.server.ts'
import { countsByKind, servicesOf } from './services.server.ts'
import { territoryHref, territoryTabs } from './trail.ts'
import { kindWord } from './words.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_title()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => ({
    convention,
    tabs: territoryTabs(convention, may(tx.actor, 'territory.load')),
    mayLoad: may(tx.actor, 'territory.load'),
    mayWrite: may(tx.actor, 'territory.text.write'),
    figures: await keyFigures(tx),
    text: await territoryText(tx),
    counts: countsByKind(await servicesOf(tx)),
    residences: await residencesOf(tx),
  }))
}

export default function Territory({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, mayLoad, figures, text, counts, residences } = loaderData
  const isEmpty = figures.length === 0 && counts.length === 0
  return (
    <Page
      title={m.territory_title()}
      lead={m.territory_lead()}
      action={
        !isEmpty && (
          <LinkButton to={territoryHref(convention, 'diagnosis')} kind="primary">
            {m.territory_diagnosis_link()}
          </LinkButton>
        )
      }
    >
      <Tabs label={m.territory_tabs()} tabs={tabs} />
      {isEmpty && (
        <EmptyState
          title={m.territory_empty()}
          action={mayLoad && <LinkButton to={territoryHref(convention, 'files')}>{m.territory_tab_files()}</LinkButton>}
        >
          {mayLoad ? m.territory_empty_load() : m.territory_services_empty_wait()}
        </EmptyState>
      )}
      {(figures.some(({ invented }) => invented) || counts.some(({ invented }) => invented > 0)) && (
        <Notice tone="warn">{m.territory_invented_figures()}</Notice>
      )}
      {figures.length > 0 && (
        <Figures>
          {figures.map(({ label, measure, invented }) => (
            <Figure
              key={label}
              label={label}
              measure={measure}
              {...(invented ? { unitWord: m.territory_invented_mark() } : {})}
            />
          ))}
        </Figures>
      )}
      {text.sentences.length > 0 && <Text {...loaderData} />}
      {residences.length > 0 && (
        <Section title={m.territory_map_title()}>
          <MapView
            label={m.territory_map_title()}
            ground={territoryHref(convention, 'map')}
            credit={m.territory_attribution_short()}
            points={residences.map(({ id, name, address, lon, lat }) => ({
              id,
              title: name,
              detail: address ?? '',
              longitude: lon,
              latitude: lat,
              href: territoryHref(convention, 'access', id),
            }))}
          />
        </Section>
      )}
      {counts.length > 0 && (
        <Section title={m.territory_counts_title()}>
          <ul className="columns">
            {counts.map(({ kind, count, invented }) => (
              <li key={kind}>
                <Link to={`${territoryHref(convention, 'services')}?kind=${kind}`}>
                  {m.territory_kind_count({ kind: kindWord(kind), count })}
                </Link>
                {invented > 0 && ` ${m.territory_count_invented({ count: invented })}`}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <p className="small soft">{m.territory_attribution()}</p>
    </Page>
  )
}

/** What one reads first; each sentence says where it comes from. */
function Text({ convention, text, mayWrite }: { convention: string; text: TerritoryText; mayWrite: boolean }) {
  return (
    <Section title={m.territory_text_title()}>
      <p className="soft">
        {text.written
          ? m.territory_text_written({ by: text.written.by, at: formatInstant(text.written.at) })
          : m.territory_text_by_rules()}
      </p>
      <ul className="stack">
        {text.sentences.map(({ text: sentence, figures }) => (
          <li key={sentence}>
            {sentence}
            {text.behind.some(({ id, invented }) => invented && figures.includes(id)) &&
              ` ${m.territory_invented_mark()}`}
            <details className="trace">
              <summary>
                {m.territory_text_traces()}
                <span className="unseen"> ({sentence})</span>
              </summary>
              {text.behind
                .filter(({ id }) => figures.includes(id))
                .map(({ id, label, trace }) => (
                  <TraceDetails key={id} trace={trace} about={label} named />
                ))}
            </details>
          </li>
        ))}
      </ul>
      {mayWrite && <LinkButton to={territoryHref(convention, 'text')}>{m.territory_text_edit()}</LinkButton>}
    </Section>
  )
}
