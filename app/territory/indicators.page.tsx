import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/indicators.page.ts'
import { areaWord, THEME_WORDS, THEMES } from './indicator-words.ts'
import { type IndicatorLine, indicatorLines, type ShownValue } from './indicators.server.ts'
import { territoryHref, territoryTabs, territoryTrail } from './trail.ts'
import { CautionNote, ValueCell } from './value-cell.tsx'

export const handle = { trail: territoryTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_tab_indicators()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  const search = new URL(args.request.url).searchParams
  const theme = THEMES.find((one) => one === search.get('theme'))
  const kind = search.get('areas') === 'qpv' ? ('qpv' as const) : ('iris' as const)
  return read(args, async (tx) => ({
    convention,
    theme: theme ?? 'all',
    kind,
    tabs: territoryTabs(convention, may(tx.actor, 'territory.load')),
    mayLoad: may(tx.actor, 'territory.load'),
    ...(await indicatorLines(tx, theme, kind)),
  }))
}

export default function Indicators({ loaderData }: Route.ComponentProps) {
  const { convention, tabs, theme, kind, lines, hasFigures, hasQpv, mayLoad } = loaderData
  const state = new URLSearchParams({ ...(theme === 'all' ? {} : { theme }), areas: kind })
  const file = (format: string) => `${territoryHref(convention, 'indicators', 'export')}?${state}&format=${format}`
  return (
    <Page title={m.territory_tab_indicators()} lead={m.territory_indicators_lead()}>
      <Tabs label={m.territory_tabs()} tabs={tabs} />
      {!hasFigures && (
        <EmptyState
          title={m.territory_indicators_empty()}
          action={mayLoad && <LinkButton to={territoryHref(convention, 'files')}>{m.territory_tab_files()}</LinkButton>}
        >
          {mayLoad ? m.territory_indicators_empty_load() : m.territory_services_empty_wait()}
        </EmptyState>
      )}
      {hasFigures && (
        <>
          <Form method="get" key={state.toString()}>
            <SelectField
              name="theme"
              label={m.territory_theme()}
              value={theme}
              choices={[
                { value: 'all', label: m.territory_theme_all() },
                ...THEMES.map((one) => ({ value: one, label: THEME_WORDS[one]() })),
              ]}
            />
            {hasQpv && (
              <SelectField
                name="areas"
                label={m.territory_areas()}
                value={kind}
                choices={[
                  { value: 'iris', label: m.territory_areas_iris() },
                  { value: 'qpv', label: m.territory_areas_qpv() },
                ]}
              />
            )}
            <SubmitButton kind="plain">{m.territory_show()}</SubmitButton>
          </Form>
          <p className="actions">
            <LinkButton to={file('csv')} download>
              CSV
            </LinkButton>
            <LinkButton to={file('xlsx')} download>
              XLSX
            </LinkButton>
          </p>
          <CautionNote />
          {THEMES.filter((one) => lines.some((line) => line.theme === one)).map((one) => (
            <ThemeTable
              key={one}
              title={THEME_WORDS[one]()}
              lines={lines.filter((line) => line.theme === one)}
              {...{ convention, kind }}
            />
          ))}
        </>
      )}
    </Page>
  )
}

interface TableProps {
  title: string
  lines: IndicatorLine[]
  convention: string
  kind: 'iris' | 'qpv'
}

function ThemeTable({ title, lines, convention, kind }: TableProps) {
  const references = referencesOf(lines)
  const lowest = kind === 'iris' ? m.territory_lowest_iris() : m.territory_lowest_qpv()
  const highest = kind === 'iris' ? m.territory_highest_iris() : m.territory_highest_qpv()
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{m.territory_indicator()}</th>
            <th scope="col">{m.territory_vintage()}</th>
            {[...references.map(({ word }) => word), lowest, highest].map((head) => (
              <th key={head} scope="col" className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <Link to={`${territoryHref(convention, 'indicators', line.id)}?areas=${kind}`}>{line.name}</Link>{' '}
                {line.lowest?.invented && <State tone="warn">{m.territory_invented()}</State>}
              </th>
              <td data-title={m.territory_vintage()}>{line.vintage}</td>
              {references.map(({ key, word }) => (
                <td key={key} className="number" data-title={word}>
                  <ValueCell value={line.references.find((one) => keyOf(one) === key)} />
                </td>
              ))}
              <td className="number" data-title={lowest}>
                <ValueCell value={line.lowest} named />
              </td>
              <td className="number" data-title={highest}>
                <ValueCell value={line.highest} named />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Territories that at least one line has a figure of, the narrowest first. */
function referencesOf(lines: IndicatorLine[]): { key: string; word: string }[] {
  const byKey = new Map<string, string>()
  for (const value of lines.flatMap(({ references }) => references)) byKey.set(keyOf(value), areaWord(value.area))
  return [...byKey].map(([key, word]) => ({ key, word }))
}

function keyOf({ area }: ShownValue): string {
  return `${area.kind} ${area.code}`
}
