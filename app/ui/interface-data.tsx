import { Link } from 'react-router'
import { LinkButton } from './button.tsx'
import { Chart } from './chart.tsx'
import { DataTable } from './data-table.tsx'
import { DefinitionList } from './definition-list.tsx'
import { EmptyState } from './empty-state.tsx'
import { Figure, Figures } from './figure.tsx'
import { formatNumber } from './format.ts'
import type { SampleRow, samples } from './interface-samples.server.ts'
import { tableSpec } from './interface-table.ts'
import { word } from './interface-words.ts'
import { MapView } from './map-view.tsx'
import { Notice } from './notice.tsx'
import { Section } from './page.tsx'
import { Progress } from './progress.tsx'
import { Search } from './search.tsx'
import { State } from './state.tsx'
import { Stepper } from './stepper.tsx'
import type { TableQuery } from './table-query.ts'
import { Tabs } from './tabs.tsx'

type Samples = ReturnType<typeof samples>

export function DataSections({ charts, measures, table, map, query }: Samples & { query: TableQuery }) {
  return (
    <>
      <Section title={word('Chiffres avec leur trace', 'Figures with their trace')}>
        <Figures>
          {measures.map((measure, index) => (
            <Figure key={LABELS[index]?.[0]} label={labelOf(index)} measure={measure} />
          ))}
        </Figures>
      </Section>
      <Section title={word('Tableau', 'Table')}>
        <SampleTable table={table} query={query} />
        <EmptyState
          title={word('Aucun logement pour l’instant', 'No dwelling yet')}
          action={<LinkButton to="/interface">{word('Importer un fichier', 'Import a file')}</LinkButton>}
        >
          {word('Importez le fichier du bailleur, ou le RPLS.', 'Import the landlord’s file, or the RPLS.')}
        </EmptyState>
      </Section>
      <Section title={word('Graphiques', 'Charts')}>
        <div className="columns">
          {charts.map((chart) => (
            <Chart key={chart.title} chart={chart} />
          ))}
        </div>
      </Section>
      <Section title={word('Carte', 'Map')}>
        <MapView label={word('Résidences', 'Residences')} {...map} />
      </Section>
      <Section title={word('États et chemins', 'States and ways')}>
        <Ways />
      </Section>
    </>
  )
}

const LABELS = [
  ['Logements', 'Dwellings'],
  ['Vacance', 'Vacancy'],
  ['Locataires de plus de 90 ans', 'Tenants over 90'],
  ['Vacance des T6', 'Vacancy of six-room flats'],
] as const

function labelOf(index: number) {
  const [french, english] = LABELS[index] ?? LABELS[0]
  return word(french, english)
}

function stateOf(state: SampleRow['state']) {
  if (state === 'vacant') return <State tone="warn">{word('Vacant', 'Vacant')}</State>
  if (state === 'works') return <State>{word('En travaux', 'Works')}</State>
  return <State tone="good">{word('Occupé', 'Occupied')}</State>
}

function SampleTable({ table, query }: { table: Samples['table']; query: TableQuery }) {
  return (
    <DataTable
      caption={word('Logements', 'Dwellings')}
      spec={tableSpec}
      query={query}
      rows={table.rows}
      total={table.total}
      rowKey={(row) => row.id}
      search={word('Adresse', 'Address')}
      exportPath="/interface"
      filters={[
        {
          name: 'state',
          label: word('État', 'State'),
          choices: [
            { value: 'occupied', label: word('Occupé', 'Occupied') },
            { value: 'vacant', label: word('Vacant', 'Vacant') },
            { value: 'works', label: word('En travaux', 'Works') },
          ],
        },
      ]}
      columns={[
        { key: 'address', title: word('Adresse', 'Address'), cell: (row) => row.address },
        { key: 'rooms', title: word('Pièces', 'Rooms'), number: true, cell: (row) => formatNumber(row.rooms) },
        { key: 'area', title: word('Surface (m²)', 'Area (m²)'), number: true, cell: (row) => formatNumber(row.area) },
        { key: 'state', title: word('État', 'State'), cell: (row) => stateOf(row.state) },
        { key: 'code', title: word('Référence', 'Reference'), cell: (row) => <code>{row.id}</code> },
      ]}
      empty={null}
    />
  )
}

function Ways() {
  return (
    <>
      <Tabs
        label={word('Le panel', 'The panel')}
        tabs={[
          { href: '/interface', title: word('Tirage', 'Draw') },
          { href: '/interface/survey', title: word('Remplacements', 'Replacements') },
        ]}
      />
      <Stepper
        steps={[word('Population', 'Population'), word('Quotas', 'Quotas'), word('Tirage', 'Draw')]}
        current={2}
      />
      <Progress label={word('Import des logements', 'Import of dwellings')} done={1820} total={3012} />
      <Progress label={word('Calcul du tirage', 'Computing the draw')} done={0} total={null} />
      <p>
        <State>{word('Brouillon', 'Draft')}</State> <State tone="good">{word('Publié', 'Published')}</State>{' '}
        <State tone="warn">{word('À relire', 'To review')}</State> <State tone="bad">{word('Refusé', 'Refused')}</State>
      </p>
      <Notice>{word('Le tirage aura lieu lundi.', 'The draw takes place on Monday.')}</Notice>
      <Notice tone="good">{word('Tous les quotas sont atteints.', 'All quotas are met.')}</Notice>
      <Notice tone="warn">{word('Il manque deux personnes.', 'Two people are missing.')}</Notice>
      <Notice tone="bad">{word('Ces quotas se contredisent.', 'These quotas conflict.')}</Notice>
      <Search
        action="/interface"
        label={word('Chercher une adresse ou un nom', 'Look up an address or a name')}
        hint={word('Les fautes et les accents sont pardonnés.', 'Typos and accents are forgiven.')}
      />
      <DefinitionList
        facts={[
          { term: word('Résidence', 'Residence'), value: 'Les Ormes' },
          { term: word('Construite en', 'Built in'), value: '1972' },
        ]}
      />
      <ul className="plain steps">
        <li>
          <Link to="/interface">{word('Préparer un panel', 'Prepare a panel')}</Link>
          <p>
            {word('Ce qui attend le lecteur, sur sa première page.', 'What awaits the reader, on their first page.')}
          </p>
        </li>
      </ul>
      <ul className="plain found">
        {['Les Ormes', 'Les Tilleuls'].map((name, index) => (
          <li key={name}>
            <Link to="/interface">{name}</Link>
            <span className="soft">{index + 4} rue des Lilas</span>
          </li>
        ))}
      </ul>
    </>
  )
}
