import { agePyramid, barChart, histogram, lineChart, targetChart } from './chart.server.ts'
import { word } from './interface-words.ts'
import type { MapLayer, MapPoint } from './map-data.ts'
import type { Measure, Trace } from './measure.ts'
import type { TableQuery } from './table-query.ts'

/** Everything that the `/interface` page shows besides plain words. Invented, always the same. */
export function samples(query: TableQuery) {
  return {
    charts: sampleCharts(),
    measures: sampleMeasures(),
    table: sampleRows(query),
    map: { layers: [{ ...SQUARE, title: word('Quartier', 'Quarter') }], points: samplePoints() },
  }
}

export interface SampleRow {
  id: string
  address: string
  rooms: number
  area: number
  state: 'occupied' | 'vacant' | 'works'
}

const STREETS = ['1 allée des Ormes', '12 rue du Canal', '3 avenue Carnot', '27 rue Jules-Guesde', '8 place du Marché']
const STATES = ['occupied', 'occupied', 'occupied', 'vacant', 'works'] as const

function sampleRows({ q, filters, sort, direction, page, pageRows }: TableQuery) {
  const all = Array.from({ length: 63 }, (_, index): SampleRow => {
    const door = String(index + 1).padStart(3, '0')
    return {
      id: `OR-${door}`,
      address: `${STREETS[index % 5]}, porte ${door}`,
      rooms: 1 + (index % 5),
      area: 24 + ((index * 17) % 71),
      state: STATES[(index * 3) % 5] ?? 'occupied',
    }
  })
  const matching = all.filter(
    (row) => row.address.toLowerCase().includes(q.toLowerCase()) && (!filters.state || filters.state === row.state),
  )
  const sign = direction === 'ascending' ? 1 : -1
  const value = (row: SampleRow) => (sort === 'area' ? row.area : sort === 'rooms' ? row.rooms : row.address)
  matching.sort((a, b) => sign * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0))
  return { total: matching.length, rows: matching.slice((page - 1) * pageRows, page * pageRows) }
}

function sampleTrace(): Trace {
  return {
    definition: word(
      'Part des logements sans bail depuis trois mois ou plus.',
      'Dwellings without a lease for three months or more.',
    ),
    formula: word('logements vacants ÷ logements', 'vacant dwellings ÷ dwellings'),
    sources: [
      {
        kind: 'file',
        name: 'RPLS',
        year: 2024,
        rows: 3012,
        columns: ['DATEBAIL', 'MISEHAB'],
        licence: 'Licence Ouverte 2.0',
      },
      { kind: 'records', name: word('Logements', 'Dwellings'), filter: word('sans bail', 'no lease'), count: 84 },
    ],
    on: '2024-12-31',
    rowsHref: '/interface?state=vacant',
  }
}

function sampleMeasures(): Measure[] {
  const trace = sampleTrace()
  return [
    { value: 3012, unit: 'dwellings', n: null, trace },
    { value: 0.0279, unit: 'share', n: 3012, interval: [0.0221, 0.0341], trace },
    { value: null, withheld: 'too-few', unit: 'persons', n: null, trace },
    { value: null, withheld: 'difference', unit: 'share', n: null, trace },
  ]
}

function sampleCharts() {
  return [
    barChart({
      title: word('Taille des ménages', 'Household sizes'),
      description: word(
        'La plupart des ménages comptent une ou deux personnes ; au-delà de cinq, le chiffre est secret.',
        'Most households have one or two people; above five the figure is secret.',
      ),
      category: word('Personnes', 'People'),
      value: word('Ménages', 'Households'),
      unit: 'count',
      trace: sampleTrace(),
      bars: [
        { label: word('1 personne', '1 person'), value: 1042 },
        { label: word('2 personnes', '2 people'), value: 803 },
        { label: word('3 personnes', '3 people'), value: 512 },
        { label: word('4 ou 5 personnes', '4 or 5 people'), value: 476 },
        { label: word('6 et plus', '6 and more'), value: null },
      ],
    }),
    targetChart({
      title: word('Panel : obtenu et visé', 'Panel: achieved and target'),
      description: word(
        'Les quatre classes d’âge atteignent leur quota, sauf les 18 à 29 ans, à qui il manque deux personnes.',
        'All four age groups meet their quota, but for those aged 18 to 29, who are two people short.',
      ),
      category: word('Âge', 'Age'),
      unit: 'count',
      groups: [
        { label: '18–29', target: 16, achieved: 14 },
        { label: '30–44', target: 24, achieved: 24 },
        { label: '45–64', target: 26, achieved: 27 },
        { label: word('65 et plus', '65 and over'), target: 14, achieved: 15 },
      ],
    }),
    agePyramid({
      title: word('Âge des locataires', 'Tenants by age'),
      description: word(
        'Plus de femmes que d’hommes à tous les âges ; la classe la plus nombreuse a de 35 à 49 ans.',
        'More women than men at all ages; the largest group is aged 35 to 49.',
      ),
      ages: [
        { label: '0–17', women: 801, men: 822 },
        { label: '18–34', women: 702, men: 611 },
        { label: '35–49', women: 923, men: 702 },
        { label: '50–64', women: 711, men: 583 },
        { label: '65–79', women: 422, men: 301 },
        { label: '80+', women: 143, men: null },
      ],
    }),
    histogram({
      title: word('Surface des logements', 'Floor area of dwellings'),
      description: word('Le plus grand nombre mesure entre 60 et 80 m².', 'Most measure between 60 and 80 m².'),
      axis: word('Surface (m²)', 'Floor area (m²)'),
      value: word('Logements', 'Dwellings'),
      bins: [112, 401, 744, 903, 521, 208, 63].map((count, index) => ({
        from: 20 + index * 20,
        to: 40 + index * 20,
        count,
      })),
    }),
    lineChart({
      title: word('Vacance', 'Vacancy'),
      description: word('La vacance a baissé de moitié entre 2018 et 2024.', 'Vacancy halved between 2018 and 2024.'),
      value: word('Part vacante', 'Vacant share'),
      unit: 'share',
      points: [0.056, 0.053, 0.049, 0.051, 0.042, 0.033, 0.028].map((value, index) => ({
        on: `${2018 + index}-01-01`,
        value,
      })),
    }),
  ]
}

const SQUARE: Omit<MapLayer, 'title'> = {
  id: 'quarter',
  kind: 'area',
  data: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: {},
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [2.47, 48.895],
              [2.502, 48.893],
              [2.506, 48.912],
              [2.476, 48.914],
              [2.47, 48.895],
            ],
          ],
        },
      },
    ],
  },
}

function samplePoints(): MapPoint[] {
  return STREETS.map((title, index) => ({
    id: `r${index}`,
    title,
    detail: word(`${60 + index * 12} logements`, `${60 + index * 12} dwellings`),
    href: '/interface',
    longitude: 2.476 + index * 0.006,
    latitude: 48.899 + ((index * 7) % 5) * 0.0027,
    tone: index === 3 ? 'warn' : 'plain',
  }))
}
