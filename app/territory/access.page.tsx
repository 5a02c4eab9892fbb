import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Graded, GradeLegend } from '#app/ui/graded.tsx'
import { MapView } from '#app/ui/map-view.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { asKind, type Kind } from '#packages/amenities/typology.ts'
import type { Route } from './+types/access.page.ts'
import { type AccessRow, accessOf } from './access.server.ts'
import { ACCESS_TABLE, askedRows, GRADES, gradeOf, KIND_COLUMNS } from './access-table.ts'
import { territoryHref, territoryTabs, territoryTrail } from './trail.ts'
import { WALKER_WORDS, WALKERS, walkerFrom } from './walkers.ts'
import { kindWord } from './words.ts'

export const handle = { trail: territoryTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_tab_access()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const query = readTableQuery(ACCESS_TABLE, new URL(args.request.url).searchParams)
  const walker = walkerFrom(query.filters.walker)
  return read(args, async (tx) => {
    const access = await accessOf(tx, walker)
    return {
      convention,
      query,
      walker,
      tabs: territoryTabs(convention, may(tx.actor, 'territory.load')),
      mayWish: may(tx.actor, 'territory.wish'),
      mayLoad: may(tx.actor, 'territory.load'),
      hasWays: access !== undefined,
      invented: access?.invented ?? false,
      kinds: KIND_COLUMNS.filter((kind) => access?.kinds.includes(kind)),
      ...askedRows(access?.rows ?? [], query),
    }
  })
}

export default function AccessPage({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, walker, hasWays, invented, mayLoad, mayWish, rows, query } = loaderData
  const coloured = colouredKind(query.filters.far, query.sort)
  return (
    <Page
      title={m.territory_tab_access()}
      lead={m.territory_access_lead({ walker: WALKER_WORDS[walker]() })}
      action={
        hasWays &&
        mayWish && (
          <LinkButton to={territoryHref(convention, 'wishes')} kind="primary">
            {m.territory_wishes_link()}
          </LinkButton>
        )
      }
    >
      <Tabs label={m.territory_tabs()} tabs={tabs} />
      {invented && <Notice tone="warn">{m.territory_invented_ways()}</Notice>}
      {hasMark(rows, 'invented') && <Notice tone="warn">{m.territory_invented_places()}</Notice>}
      {hasMark(rows, 'unsure') && <Notice>{m.territory_unsure_places()}</Notice>}
      {hasWays ? (
        <>
          <GradeLegend grades={gradeWords()} />
          <AccessTable {...loaderData} />
          {rows.length > 0 && (
            <Section title={m.territory_access_map({ kind: kindWord(coloured) })}>
              <MapView
                label={m.territory_access_map({ kind: kindWord(coloured) })}
                ground={territoryHref(convention, 'map')}
                credit={m.territory_attribution_short()}
                points={rows.map((row) => pointOf(convention, row, coloured))}
              />
            </Section>
          )}
        </>
      ) : (
        <EmptyState
          title={m.territory_access_empty()}
          action={mayLoad && <LinkButton to={territoryHref(convention, 'files')}>{m.territory_tab_files()}</LinkButton>}
        >
          {mayLoad ? m.territory_access_empty_load() : m.territory_services_empty_wait()}
        </EmptyState>
      )}
    </Page>
  )
}

/** The map shows what the table is asked about: the kind that is filtered or sorted by, else the pharmacy. */
function colouredKind(far: string | undefined, sort: string | null): Kind {
  const asked = far ?? (sort === 'residence' ? null : sort)
  return asked ? asKind(asked) : 'pharmacy'
}

function gradeWords() {
  const [near, medium, far] = GRADES
  return [
    { grade: 1 as const, label: m.territory_grade_up_to({ minutes: near }) },
    { grade: 2 as const, label: m.territory_grade_up_to({ minutes: medium }) },
    { grade: 3 as const, label: m.territory_grade_up_to({ minutes: far }) },
    { grade: 4 as const, label: m.territory_grade_over({ minutes: far }) },
  ]
}

function pointOf(convention: string, { residence, nearest }: AccessRow, kind: Kind) {
  const reached = nearest[kind]
  return {
    id: residence.id,
    longitude: residence.lon,
    latitude: residence.lat,
    title: residence.name,
    detail: reached ? minutesText(reached.minutes) : m.territory_not_reached(),
    href: territoryHref(convention, 'access', residence.id),
    tone: (['good', 'good', 'warn', 'bad'] as const)[gradeOf(reached?.minutes) - 1],
  }
}

/** Whether one of the marks beside the minutes is on the page, and has to be told. */
function hasMark(rows: AccessRow[], mark: 'invented' | 'unsure'): boolean {
  return rows.some(({ nearest }) => Object.values(nearest).some((reached) => reached?.[mark]))
}

function minutesText(minutes: number): string {
  return m.territory_minutes({ minutes: formatNumber(Math.ceil(minutes)) })
}

function AccessTable({ convention, query, rows, total, walker, kinds }: Route.ComponentProps['loaderData']) {
  const choices = kinds.map((kind) => ({ value: kind, label: kindWord(kind) }))
  return (
    <DataTable
      caption={m.territory_access_caption()}
      spec={ACCESS_TABLE}
      query={query}
      search={m.territory_access_search()}
      filters={[
        {
          name: 'walker',
          label: m.territory_walker(),
          otherwise: WALKER_WORDS.senior(),
          choices: WALKERS.filter((one) => one !== 'senior').map((one) => ({ value: one, label: WALKER_WORDS[one]() })),
        },
        { name: 'far', label: m.territory_far(), choices },
        {
          name: 'over',
          label: m.territory_over(),
          choices: ['5', '10', '15', '20', '30'].map((minutes) => ({
            value: minutes,
            label: m.territory_over_minutes({ minutes }),
          })),
        },
      ]}
      exportPath={territoryHref(convention, 'access', 'export')}
      exportsMap
      rows={rows}
      total={total}
      rowKey={({ residence }) => residence.id}
      columns={[
        {
          key: 'residence',
          title: m.territory_residence(),
          cell: ({ residence }) => <Link to={territoryHref(convention, 'access', residence.id)}>{residence.name}</Link>,
        },
        ...KIND_COLUMNS.filter((kind) => kinds.includes(kind)).map((kind) => ({
          key: kind,
          title: kindWord(kind),
          number: true,
          cell: (row: AccessRow) => <Walk convention={convention} row={row} kind={kind} walker={walker} />,
        })),
      ]}
      empty={
        <EmptyState title={m.territory_access_no_residence()}>{m.territory_access_no_residence_help()}</EmptyState>
      }
    />
  )
}

function Walk(props: { convention: string; row: AccessRow; kind: Kind; walker: string }) {
  const { convention, row, kind, walker } = props
  const reached = row.nearest[kind]
  if (!reached)
    return <Graded grade={4}>{row.offTheMap ? m.territory_off_the_map() : m.territory_not_reached()}</Graded>
  return (
    <Graded grade={gradeOf(reached.minutes)}>
      <Link to={`${territoryHref(convention, 'access', row.residence.id, reached.placeId)}?walker=${walker}`}>
        {minutesText(reached.minutes)}
        <span className="unseen">
          {' '}
          {m.territory_way_to({ place: reached.name || kindWord(kind), residence: row.residence.name })}
        </span>
      </Link>
      {(reached.unsure || reached.invented) && ' '}
      {reached.unsure && <abbr title={m.territory_unsure()}>?</abbr>}
      {reached.invented && <abbr title={m.territory_invented_place()}>*</abbr>}
    </Graded>
  )
}
