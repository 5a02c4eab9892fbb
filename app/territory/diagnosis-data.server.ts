/** All that is printed in the socio-territorial diagnosis: the template adds nothing but its layout. */
import type { ActorTx } from '#app/platform/database.server.ts'
import type { JobStep } from '#app/platform/jobs.server.ts'
import { svgText } from '#app/ui/chart-picture.server.ts'
import { formatDate, formatInstant, formatNumber, formatValue } from '#app/ui/format.ts'
import type { MapPoint } from '#app/ui/map-data.ts'
import { mapSvg, paperColour } from '#app/ui/map-picture.server.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'
import { GROUPS, groupOf, type Kind } from '#packages/amenities/typology.ts'
import { type AccessRow, accessOf } from './access.server.ts'
import { EVERYDAY, GRADES, gradeOf } from './access-table.ts'
import { type AreaFigures, areaFigures } from './area-figures.server.ts'
import { baseMapOf } from './base-map.server.ts'
import { datasetOf, datasetWord } from './datasets.ts'
import { type TerritoryText, territoryText } from './facts.server.ts'
import { distributionChart } from './indicator-charts.server.ts'
import { choroplethOf } from './indicator-map.server.ts'
import { said } from './indicator-said.server.ts'
import { areaWord, THEME_WORDS, THEMES } from './indicator-words.ts'
import { type IndicatorLine, type IndicatorSheet, linesOf, sheetOf, shown } from './indicators.server.ts'
import { countsByKind, servicesOf } from './services.server.ts'
import { sourcesOf } from './sources.server.ts'
import { STOP_MINUTES, transitTable } from './transit.server.ts'
import { WALKER_WORDS } from './walkers.ts'
import { GROUP_WORDS, kindWord } from './words.ts'

/** Drawn on a map and as bars, where they are known. */
const DRAWN = ['median_income', 'poverty', 'unemployment', 'age_60_up', 'social_tenants', 'people_alone']
const COLUMNS = 7
const PRINTED_WIDTH = 420 // small, so that lines, dots and words are large once printed
const STEPS = [
  'territory.figures',
  'territory.maps',
  'territory.access',
  'territory.transit',
  'territory.printing',
] as const

/** @param progress told before each part, and a last time when only the printing is left */
export async function diagnosisData(tx: ActorTx, progress: JobStep['progress']) {
  const at = (step: (typeof STEPS)[number]) => progress(STEPS.indexOf(step), STEPS.length, step)
  const { operator_name, name, is_demonstration } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'name', 'is_demonstration'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  await at('territory.figures')
  const figures = await areaFigures(tx)
  const main = mainPart(await territoryText(tx, figures))
  const themes = themesOf(figures)
  await at('territory.maps')
  const maps = await mapsOf(tx, figures)
  await at('territory.access')
  const services = await servicesPart(tx)
  const access = await accessPart(tx)
  await at('territory.transit')
  const transit = await transitPart(tx)
  const sources = await sourcesPart(tx)
  await at('territory.printing')
  return {
    language: getLocale(),
    title: m.territory_diagnosis_title(),
    sender: operator_name,
    about: name,
    notice: is_demonstration ? m.territory_diagnosis_invented() : null,
    intro: m.territory_diagnosis_intro({ name, on: formatDate(new Date().toISOString()) }),
    main,
    themes,
    dash: m.territory_diagnosis_dash(),
    pictures: { title: m.territory_diagnosis_maps(), maps },
    services,
    access,
    transit,
    sources,
  }
}

/** A sentence with a figure that somebody made up says so, as the figure does. */
function mainPart({ sentences, behind }: TerritoryText) {
  const invented = new Set(behind.filter((figure) => figure.invented).map(({ id }) => id))
  return {
    title: m.territory_text_title(),
    sentences: sentences.map(({ text, figures }) =>
      marked(
        text,
        figures.some((id) => invented.has(id)),
      ),
    ),
  }
}

function marked(text: string, isInvented: boolean): string {
  return isInvented ? `${text} ${m.territory_invented_mark()}` : text
}

function themesOf(figures: AreaFigures) {
  const lines = linesOf(figures, 'iris')
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
  return [
    marked(line.name, line.lowest?.invented ?? false),
    String(line.vintage),
    ...references.map(({ kind, code }) =>
      written(line.references.find(({ area }) => area.kind === kind && area.code === code)),
    ),
    written(line.lowest),
    written(line.highest),
  ]
}

async function mapsOf(tx: ActorTx, figures: AreaFigures) {
  const maps = []
  for (const id of DRAWN) {
    const sheet = sheetOf(figures, id, 'iris')
    if (sheet.vintage === null) continue
    const map = await choroplethOf(tx, sheet)
    if (!map) continue
    const [bars] = distributionChart(sheet, { dense: true })
    const caption = marked(
      m.territory_chart_distribution({ name: said(sheet.indicator.nameKey), vintage: String(sheet.vintage) }),
      isInvented(sheet),
    )
    maps.push({
      caption,
      alt: m.territory_diagnosis_map_alt({ caption }),
      // On paper the quarters alone: their streets six times over would make the document heavy, and nothing clearer.
      svg: mapSvg({
        layers: map.layers,
        points: [],
        attribution: m.territory_attribution_short(),
        width: PRINTED_WIDTH,
      }),
      legend: map.legend.map(({ step, label }) => ({ colour: paperColour(step), label })),
      bars: bars ? svgText(bars.picture) : null,
      barsAlt: bars?.description ?? '',
    })
  }
  return maps
}

function isInvented({ indicator, values, figures }: IndicatorSheet): boolean {
  return values.some((value) => shown(indicator, value, figures).invented)
}

async function servicesPart(tx: ActorTx) {
  const counts = countsByKind(await servicesOf(tx))
  return {
    title: m.territory_counts_title(),
    head: [m.territory_group(), m.territory_kind(), m.territory_count()],
    rows: GROUPS.flatMap((group) =>
      counts
        .filter(({ kind }) => groupOf(kind) === group)
        .map(({ kind, count, invented }) => [
          GROUP_WORDS[group](),
          invented > 0 ? `${kindWord(kind)} ${m.territory_count_invented({ count: invented })}` : kindWord(kind),
          formatNumber(count),
        ]),
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
    rows: rows.map((row) => ({ name: row.residence.name, minutes: kinds.map((kind) => minutesOf(row, kind)) })),
    notes: [
      m.territory_diagnosis_not_reached(),
      ...(rows.some((row) => kinds.some((kind) => row.nearest[kind]?.invented)) ? [m.territory_invented_places()] : []),
    ],
    map:
      points.length === 0
        ? null
        : {
            caption: m.territory_access_map({ kind: kindWord('pharmacy') }),
            svg: mapSvg({
              layers: await baseMapOf(tx),
              points,
              attribution: m.territory_attribution_short(),
              around: 'points',
              width: PRINTED_WIDTH,
            }),
            legend: [
              { tone: 'good', label: m.territory_grade_up_to({ minutes: GRADES[1] }) },
              { tone: 'warn', label: m.territory_grade_up_to({ minutes: GRADES[2] }) },
              { tone: 'bad', label: m.territory_grade_over({ minutes: GRADES[2] }) },
            ],
          },
  }
}

function minutesOf({ nearest }: AccessRow, kind: Kind) {
  const reached = nearest[kind]
  return {
    text: reached ? `${formatNumber(Math.ceil(reached.minutes))}${reached.invented ? ' *' : ''}` : '–',
    grade: gradeOf(reached?.minutes),
  }
}

async function transitPart(tx: ActorTx) {
  const { rows, invented } = await transitTable(tx, 'senior')
  return {
    title: m.territory_tab_transit(),
    intro: m.territory_transit_lead({ minutes: STOP_MINUTES, walker: WALKER_WORDS.senior() }),
    caption: m.territory_transit_caption(),
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
