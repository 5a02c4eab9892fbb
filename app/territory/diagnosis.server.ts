/** All that is printed in the socio-territorial diagnosis: the template adds nothing but its layout. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { svgText } from '#app/ui/chart-picture.server.ts'
import { formatDate, formatInstant, formatNumber, formatValue } from '#app/ui/format.ts'
import type { MapPoint } from '#app/ui/map-data.ts'
import { mapSvg } from '#app/ui/map-picture.server.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import { GROUPS, groupOf, type Kind } from '#packages/amenities/typology.ts'
import { type AccessRow, accessOf } from './access.server.ts'
import { EVERYDAY, gradeOf } from './access-table.ts'
import { baseMapOf } from './base-map.server.ts'
import { datasetOf, datasetWord } from './datasets.ts'
import { territoryText } from './facts.server.ts'
import { indicatorCharts } from './indicator-charts.server.ts'
import { choroplethOf } from './indicator-map.server.ts'
import { areaWord, THEME_WORDS, THEMES } from './indicator-words.ts'
import { type IndicatorLine, indicatorLines, indicatorSheet } from './indicators.server.ts'
import { countsByKind, servicesOf } from './services.server.ts'
import { sourcesOf } from './sources.server.ts'
import { transitTable } from './transit.server.ts'
import { WALKER_WORDS } from './walkers.ts'
import { GROUP_WORDS, kindWord } from './words.ts'

/** Drawn on a map and as bars, where they are known. */
const DRAWN = ['median_income', 'poverty', 'unemployment', 'age_60_up', 'social_tenants', 'people_alone']
const COLUMNS = 7

export async function diagnosisData(tx: ActorTx) {
  const { operator_name, name, is_demonstration } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'name', 'is_demonstration'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  const text = await territoryText(tx)
  return {
    language: getLocale(),
    title: m.territory_diagnosis_title(),
    sender: operator_name,
    about: name,
    notice: is_demonstration ? m.territory_diagnosis_invented() : null,
    pageWord: m.territory_page_word(),
    intro: m.territory_diagnosis_intro({ name, on: formatDate(new Date().toISOString()) }),
    main: { title: m.territory_text_title(), sentences: text.sentences.map((sentence) => sentence.text) },
    themes: await themesOf(tx),
    pictures: { title: m.territory_diagnosis_maps(), maps: await mapsOf(tx) },
    services: await servicesPart(tx),
    access: await accessPart(tx),
    transit: await transitPart(tx),
    sources: await sourcesPart(tx),
  }
}

async function themesOf(tx: ActorTx) {
  const { lines } = await indicatorLines(tx, undefined, 'iris')
  return THEMES.map((theme) => {
    const ofTheme = lines.filter((line) => line.theme === theme)
    const references = [
      ...new Map(
        ofTheme.flatMap((line) => line.references).map(({ area }) => [`${area.kind} ${area.code}`, area]),
      ).values(),
    ]
    return {
      title: THEME_WORDS[theme](),
      head: [
        m.territory_indicator(),
        m.territory_vintage(),
        ...references.map(areaWord),
        m.territory_lowest_iris(),
        m.territory_highest_iris(),
      ],
      rows: ofTheme.map((line) => rowOf(line, references)),
    }
  }).filter(({ rows }) => rows.length > 0)
}

function rowOf(line: IndicatorLine, references: IndicatorLine['references'][number]['area'][]): string[] {
  const written = (value: IndicatorLine['lowest'] | undefined) =>
    value && value.measure.value !== null ? formatValue(value.measure.value, value.measure.unit) : '–'
  const mark = line.lowest?.invented ? ` ${m.territory_invented_mark()}` : ''
  return [
    `${line.name}${mark}`,
    String(line.vintage),
    ...references.map(({ kind, code }) =>
      written(line.references.find(({ area }) => area.kind === kind && area.code === code)),
    ),
    written(line.lowest),
    written(line.highest),
  ]
}

async function mapsOf(tx: ActorTx) {
  const maps = []
  for (const id of DRAWN) {
    const sheet = await indicatorSheet(tx, id, 'iris', undefined)
    const map = sheet.vintage === null ? null : await choroplethOf(tx, sheet)
    if (!map) continue
    const [bars] = indicatorCharts(sheet)
    const caption = bars?.title ?? ''
    maps.push({
      caption,
      alt: m.territory_diagnosis_map_alt({ caption }),
      // On paper the quarters alone: their streets six times over would make the document heavy, and nothing clearer.
      svg: mapSvg({
        layers: map.layers.filter(({ kind }) => kind === 'scale'),
        points: [],
        legend: map.legend,
        attribution: m.territory_attribution_short(),
      }),
      bars: bars ? svgText(bars.picture) : null,
      barsAlt: bars?.description ?? '',
    })
  }
  return maps
}

async function servicesPart(tx: ActorTx) {
  const counts = countsByKind(await servicesOf(tx))
  return {
    title: m.territory_counts_title(),
    head: [m.territory_group(), m.territory_kind(), m.territory_count()],
    rows: GROUPS.flatMap((group) =>
      counts
        .filter(({ kind }) => groupOf(kind) === group)
        .map(({ kind, count }) => [GROUP_WORDS[group](), kindWord(kind), formatNumber(count)]),
    ),
  }
}

async function accessPart(tx: ActorTx) {
  const access = await accessOf(tx, 'senior')
  const kinds = EVERYDAY.filter((kind) => access?.kinds.includes(kind)).slice(0, COLUMNS)
  const rows = access?.rows ?? []
  const points = rows.map(
    ({ residence, nearest }): MapPoint => ({
      id: residence.id,
      title: residence.name,
      longitude: residence.lon,
      latitude: residence.lat,
      tone: (['good', 'good', 'warn', 'bad'] as const)[gradeOf(nearest.pharmacy?.minutes) - 1] ?? 'plain',
    }),
  )
  return {
    title: m.territory_access_caption(),
    intro: m.territory_access_lead({ walker: WALKER_WORDS.senior() }),
    head: [m.territory_residence(), ...kinds.map(kindWord)],
    rows: rows.map((row) => [row.residence.name, ...kinds.map((kind) => minutesOf(row, kind))]),
    map:
      points.length === 0
        ? null
        : {
            caption: m.territory_access_map({ kind: kindWord('pharmacy') }),
            svg: mapSvg({ layers: await baseMapOf(tx), points, attribution: m.territory_attribution_short() }),
          },
  }
}

function minutesOf({ nearest }: AccessRow, kind: Kind): string {
  const reached = nearest[kind]
  return reached ? formatNumber(Math.ceil(reached.minutes)) : '–'
}

async function transitPart(tx: ActorTx) {
  const { rows, invented } = await transitTable(tx, 'senior')
  return {
    title: m.territory_tab_transit(),
    notice: invented ? m.territory_invented_timetable() : null,
    head: [
      m.territory_residence(),
      m.territory_stops_near(),
      m.territory_band_morning(),
      m.territory_band_day(),
      m.territory_band_sunday(),
      m.territory_last(),
    ],
    rows: rows.map(({ residence, stops, perHour, sundayPerHour, lastDeparture }) => [
      residence.name,
      formatNumber(stops),
      formatNumber(perHour[0] ?? 0, { maximumFractionDigits: 1 }),
      formatNumber(perHour[1] ?? 0, { maximumFractionDigits: 1 }),
      sundayPerHour === null ? '–' : formatNumber(sundayPerHour, { maximumFractionDigits: 1 }),
      lastDeparture ?? '–',
    ]),
  }
}

async function sourcesPart(tx: ActorTx) {
  const sources = await sourcesOf(tx)
  return {
    title: m.territory_sources(),
    attribution: m.territory_attribution(),
    head: [m.territory_file(), m.territory_producer(), m.territory_loaded_on()],
    rows: sources.map(({ dataset, vintage, fileName, invented, loadedAt }) => [
      [datasetWord(dataset, vintage), fileName, invented ? m.territory_invented_mark() : '']
        .filter(Boolean)
        .join(' – '),
      datasetOf(dataset)?.producer ?? '',
      formatInstant(loadedAt),
    ]),
  }
}
