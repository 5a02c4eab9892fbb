import { expect, test } from 'vitest'
import { baseLocale, overwriteGetLocale } from '#messages/runtime.js'
import { agePyramid, barChart, growthChart, histogram, intervalChart, lineChart, targetChart } from './chart.server.ts'
import { svgText } from './chart-picture.server.ts'

overwriteGetLocale(() => baseLocale)

const words = { title: 'Ménages & baux', description: 'Deux tailles de ménage.' }
const charts = {
  bars: barChart({
    ...words,
    category: 'Taille',
    value: 'Ménages',
    unit: 'count',
    bars: [
      { label: '1 <personne>', value: 1200 },
      { label: '6 et plus', value: null },
    ],
  }),
  target: targetChart({
    ...words,
    category: 'Âge',
    unit: 'count',
    groups: [{ label: '18–29', target: 16, achieved: 14 }],
  }),
  ages: agePyramid({ ...words, ages: [{ label: '0–17', women: 801, men: null }] }),
  histogram: histogram({ ...words, axis: 'm²', value: 'Logements', bins: [{ from: 20, to: 40, count: 12 }] }),
  growth: growthChart({
    ...words,
    axis: 'Rang',
    value: 'Total',
    added: 'Nouveaux',
    points: [{ at: 1, value: 3, added: 3 }],
  }),
  interval: intervalChart({
    ...words,
    category: 'Thème',
    value: 'Part',
    interval: 'Intervalle',
    bars: [{ label: 'Bruit', value: 0.4, low: 0.3, high: null }],
  }),
  line: lineChart({ ...words, value: 'Part', unit: 'share', points: [{ on: '2024-01-01', value: 0.03 }] }),
}

test.each(Object.entries(charts))(
  'the picture of %s holds no style, which the pages’ policy would refuse',
  (_, chart) => {
    const svg = svgText(chart.picture)
    expect(svg).toMatch(/^<svg xmlns/)
    expect(svg).not.toMatch(/style/)
    expect(svg).not.toMatch(/NaN|undefined/)
  },
)

test('a secret count is written as secret, in the picture and in the table', () => {
  expect(charts.bars.table.rows).toEqual([
    ['1 <personne>', '1\u202f200'],
    ['6 et plus', 'secret'],
  ])
  expect(svgText(charts.bars.picture)).toContain('>secret<')
  expect(charts.ages.table.rows).toEqual([['0–17', '801', 'secret']])
})

test('what a file says is text in a picture, never markup', () => {
  expect(svgText(charts.bars.picture)).toContain('1 &lt;personne&gt;')
})

test('a picture for a document carries its colours itself', () => {
  expect(svgText(charts.bars.picture)).not.toContain('var(')
})

test('a chart of nothing is still drawn', () => {
  const empty = barChart({ ...words, category: 'Taille', value: 'Ménages', unit: 'count', bars: [] })
  expect(svgText(empty.picture)).not.toMatch(/NaN|Infinity/)
})
