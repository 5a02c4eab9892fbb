/** Nothing is made for one commune: another one's files, dropped at once, lead to the same pages. */
import { basename } from 'node:path'
import { unzipSync } from 'fflate'
import { RouterContextProvider } from 'react-router'
import { beforeAll, describe, expect } from 'vitest'
import { indicatorOf } from '../../packages/indicators/catalogue.ts'
import { evaluate } from '../../packages/indicators/evaluate.ts'
import { COMMUNE, placeAt, publicFiles } from '../../test/ajaccio.ts'
import { test } from '../../test/house.ts'
import { offerAllImports } from '../imports.server.ts'
import { runHere } from '../platform/imports/in-process.server.ts'
import { receiveUpload } from '../platform/imports/upload.server.ts'
import { Refusal } from '../platform/refusal.ts'
import { accessOf } from './access.server.ts'
import { areaFigures } from './area-figures.server.ts'
import { bringJob } from './bring.job.ts'
import { askDiagnosis, diagnosisJob } from './diagnosis.job.ts'
import { diagnosisFile, keptDiagnoses } from './diagnosis.server.ts'
import { choroplethOf } from './indicator-map.server.ts'
import { indicatorSheet } from './indicators.server.ts'
import { servicesOf } from './services.server.ts'

beforeAll(offerAllImports)

/** Contours as they lie in a folder once their archive is unpacked. */
function looseShapes({ name, bytes }: { name: string; bytes: Uint8Array }) {
  const parts = name.endsWith('.zip') ? Object.entries(unzipSync(bytes)) : []
  if (!parts.some(([part]) => part.endsWith('.shp'))) return [{ name, bytes }]
  return parts.map(([part, content]) => ({ name: basename(part), bytes: content }))
}

describe('a commune of Corsica', () => {
  test('files under names that tell nothing come in together', async ({ house }) => {
    const lead = house.actorOf('operator-lead')
    await house.owner.query('update convention set commune_codes = $2 where id = $1', [lead.conventionId, [COMMUNE]])
    for (const [code, east, north] of [
      ['HAUT', 900, 500],
      ['BAS', 900, 100],
    ] as const) {
      const { lon, lat } = placeAt(east, north)
      await house.owner.query(
        `insert into stock_residence (convention_id, code, name, address, postal_code, commune_code, lon, lat)
         values ($1, $2, $2, '1 cours inventé', '20000', $3, $4, $5)`,
        [lead.conventionId, code, COMMUNE, lon, lat],
      )
    }
    const form = new FormData()
    for (const { name, bytes } of publicFiles().flatMap(looseShapes))
      form.append('files', new File([Buffer.from(bytes)], name))
    const request = new Request('http://palier.test', { method: 'POST', body: form })
    const importIds = await receiveUpload(lead, { request, context: new RouterContextProvider() })
    expect(importIds).toHaveLength(publicFiles().length)
    const result = await runHere(lead, bringJob, { importIds })
    expect(result).toEqual({ files: expect.arrayContaining(importIds.map((importId) => ({ importId, code: null }))) })
  })

  test('figures of its own quarters alone, by the names of their vintage', async ({ house }) => {
    const { rows, iris, qpv } = await house.as('landlord-pilot')(areaFigures)
    expect(iris.map(({ code }) => code)).toEqual(['2A0040101', '2A0040102'])
    expect(qpv.map(({ code }) => code)).toEqual(['QN02A01I'])
    const value = (id: string, code: string, year: number) =>
      evaluate(indicatorOf(id), { kind: 'iris', code }, year, rows).value
    expect(value('median_income', '2A0040101', 2021)).toBe(15480)
    expect(value('poverty', '2A0040102', 2021)).toBeNull()
    expect(value('group_workers', '2A0040101', 2022)).toBeCloseTo(0.25, 9)
  })

  test('its quarters are drawn, each in its colour', async ({ house }) => {
    const map = await house.as('partner')(async (tx) =>
      choroplethOf(tx, await indicatorSheet(tx, 'median_income', 'iris', undefined)),
    )
    expect(map?.points.map(({ id }) => id)).toEqual(['2A0040101', '2A0040102'])
    expect(map?.points[0]?.longitude).toBeCloseTo(placeAt(500, 500).lon, 2)
  })

  test('each residence walks to the pharmacy and to the doctor by the streets of the extract', async ({ house }) => {
    const access = await house.as('partner')((tx) => accessOf(tx, 'senior'))
    const minutes = (code: string, kind: 'pharmacy' | 'doctor') =>
      access?.rows.find(({ residence }) => residence.code === code)?.nearest[kind]?.minutes
    const minutesOf = (metres: number) => (metres / 3200) * 60
    expect(minutes('HAUT', 'pharmacy')).toBeLessThan(0.1)
    expect(minutes('BAS', 'pharmacy')).toBeCloseTo(minutesOf(2000), 0)
    expect(minutes('BAS', 'doctor')).toBeCloseTo(minutesOf(800), 0)
    expect((await house.as('partner')(servicesOf)).map(({ name }) => name).join()).not.toContain('ROSSI')
  })
})

describe('the diagnosis on paper', () => {
  test('is made in its language, kept for all who read the territory, and replaced by the next', async ({ house }) => {
    const lead = house.actorOf('operator-lead')
    const steps: (string | undefined)[] = []
    await runHere(
      lead,
      diagnosisJob,
      { language: 'en' },
      { progress: async (_done, _total, step) => void steps.push(step) },
    )
    expect(steps).toEqual(['figures', 'maps', 'access', 'transit', 'printing'].map((step) => `territory.${step}`))
    const [kept] = await house.as('partner')(keptDiagnoses)
    expect(kept).toMatchObject({ language: 'en', madeBy: lead.displayName, isBehind: false })
    const { name, bytes } = await house.as('partner')((tx) => diagnosisFile(tx, 'en'))
    expect(name).toBe('diagnosis-ormes-bondy.pdf')
    expect(bytes.toString('latin1')).toMatch(/^%PDF[\s\S]*\/Lang \(en/)
    await expect(house.as('partner')((tx) => diagnosisFile(tx, 'fr'))).rejects.toThrow(Refusal)
    await runHere(lead, diagnosisJob, { language: 'en' })
    expect(await house.as('landlord-pilot')(keptDiagnoses)).toHaveLength(1)
    const { rows } = await house.owner.query(
      `select expires_at is null as stays from file where purpose = 'territory-diagnosis' order by added_at`,
    )
    expect(rows).toEqual([{ stays: false }, { stays: true }])
  })

  test('stopped, it leaves the one before; only the operator may ask for it', async ({ house }) => {
    const lead = house.actorOf('operator-lead')
    const before = await house.as('operator-lead')(keptDiagnoses)
    const stop = new AbortController()
    const progress = async (_done: number, _total?: number, step?: string) => {
      if (step === 'territory.printing') stop.abort(new Error('stopped'))
    }
    await expect(runHere(lead, diagnosisJob, { language: 'en' }, { signal: stop.signal, progress })).rejects.toThrow()
    expect(await house.as('operator-lead')(keptDiagnoses)).toEqual(before)
    await expect(house.as('landlord-pilot')(askDiagnosis)).rejects.toThrow(Refusal)
    expect(await house.elsewhere('operator-lead')(keptDiagnoses)).toEqual([])
  })
})
