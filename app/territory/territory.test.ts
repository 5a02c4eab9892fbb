/** The territory's promises, on a real database: files come in by themselves, figures are those of the files, walks are those of the ways. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect } from 'vitest'
import { indicatorOf } from '../../packages/indicators/catalogue.ts'
import { evaluate } from '../../packages/indicators/evaluate.ts'
import { type House, test } from '../../test/house.ts'
import { equipmentCsv, placeAt, streetsGeojson } from '../../test/streets.ts'
import { offerAllImports } from '../imports.server.ts'
import type { Actor } from '../platform/database.server.ts'
import { commitJob } from '../platform/imports/imports.job.ts'
import { bringFile, confirmAsRecognised, runHere } from '../platform/imports/in-process.server.ts'
import { undoImport } from '../platform/imports/undo.server.ts'
import { Refusal } from '../platform/refusal.ts'
import { accessOf } from './access.server.ts'
import { areaFigures } from './area-figures.server.ts'
import { bringJob } from './bring.job.ts'
import { correctPlace, servicesOf } from './services.server.ts'
import { walkTo } from './walk.server.ts'
import { addWish, effectOf, wishesOf } from './wishes.server.ts'

beforeAll(offerAllImports)

const FOLDER = new URL('../../demo/territory/', import.meta.url)

async function* inPieces(bytes: Uint8Array) {
  yield bytes
}

async function bring(lead: Actor, name: string, bytes: Uint8Array = readFileSync(new URL(name, FOLDER))) {
  const record = await bringFile(lead, inPieces(bytes), name)
  await confirmAsRecognised(lead, record)
  await runHere(lead, commitJob, { importId: record.id, setAside: false, again: false })
  return record
}

/** Two residences on the two streets of the invented quarter, 400 m apart as the crow flies. */
async function settleQuarter({ owner, actorOf }: House) {
  const { conventionId } = actorOf('operator-lead')
  await owner.query(`update convention set commune_codes = '{93010}' where id = $1`, [conventionId])
  for (const [code, east, north] of [
    ['NORD', 800, 400],
    ['SUD', 800, 0],
  ] as const) {
    const { lon, lat } = placeAt(east, north)
    await owner.query(
      `insert into stock_residence (convention_id, code, name, address, postal_code, commune_code, lon, lat)
       values ($1, $2, $3, '1 rue inventée', '93140', '93010', $4, $5) on conflict do nothing`,
      [conventionId, code, `Résidence ${code}`, lon, lat],
    )
  }
}

describe('figures', () => {
  test('ten published figures of the files are found again, to the digit', async ({ house }) => {
    await settleQuarter(house)
    const lead = house.actorOf('operator-lead')
    for (const name of [
      'contours-iris-2022_bondy-et-voisines_wgs84.geojson',
      'BASE_TD_FILO_DISP_IRIS_2019_dep93.csv',
      'FILO2019_DISP_COM_dep93.csv',
      'FILO2019_DISP_DEP_93.csv',
      'FILO2019_DISP_REG_11.csv',
      'RP2016_IRIS_population_IR_Hab_dep93.csv',
      'RP2016_IRIS_housing_IR_Hab_dep93.csv',
      'QPV_IPRO_2022_bondy.csv',
    ])
      await bring(lead, name)
    const { rows } = await house.as('operator-lead')(areaFigures)
    const value = (
      id: string,
      kind: 'iris' | 'commune' | 'department' | 'region' | 'qpv',
      code: string,
      year: number,
    ) => evaluate(indicatorOf(id), { kind, code }, year, rows).value
    expect(value('median_income', 'iris', '930100101', 2019)).toBe(15260)
    expect(value('median_income', 'iris', '930100102', 2019)).toBe(14580)
    expect(value('poverty', 'iris', '930100102', 2019)).toBeNull() // secret: never zero
    expect(value('poverty', 'iris', '930100101', 2019)).toBeCloseTo(0.367, 9)
    expect(value('gini', 'iris', '930100101', 2019)).toBe(0.259)
    expect(value('interdecile', 'iris', '930100101', 2019)).toBe(3.3)
    expect(value('first_decile', 'iris', '930100101', 2019)).toBe(8370)
    expect(value('median_income', 'commune', '93010', 2019)).toBe(16680)
    expect(value('gini', 'commune', '93010', 2019)).toBe(0.279)
    expect(value('median_income', 'department', '93', 2019)).toBe(18070)
    expect(value('median_income', 'region', '11', 2019)).toBe(24060)
    expect(value('qpv_employment', 'qpv', 'QP093012', 2022)).toBeCloseTo(0.531, 9)
  })
})

describe('walking', () => {
  test('each residence walks to the pharmacy by the streets there are, at an older person’s pace', async ({
    house,
  }) => {
    await settleQuarter(house)
    const lead = house.actorOf('operator-lead')
    await bring(lead, 'streets.geojson', streetsGeojson())
    await bring(lead, 'bpe.csv', equipmentCsv([{ type: 'D307', east: 800, north: 400 }]))
    const access = await house.as('partner')((tx) => accessOf(tx, 'senior'))
    const minutes = Object.fromEntries(
      (access?.rows ?? []).map(({ residence, nearest }) => [residence.code, nearest.pharmacy?.minutes]),
    )
    expect(minutes.NORD).toBeLessThan(0.1)
    // 800 m west, 400 m north, 800 m east, at 3.2 km/h.
    expect(minutes.SUD).toBeCloseTo((2000 / 3200) * 60, 0)
  })

  test('the way is told street by street, with the same minutes', async ({ house }) => {
    const service = (await house.as('partner')(servicesOf)).find(({ kind }) => kind === 'pharmacy')
    const south = await house.owner.query(`select id from stock_residence where code = 'SUD'`)
    const { walk } = await house.as('partner')((tx) => walkTo(tx, south.rows[0].id, service?.id ?? '', 'senior'))
    expect(walk?.route.steps.map(({ name }) => name).filter(Boolean)).toEqual([
      'Rue du Sud',
      'Rue de l’Ouest',
      'Rue du Nord',
    ])
    expect(walk?.route.metres).toBeCloseTo(2000, -1)
  })

  test('a passage that somebody imagines shortens the walk, and changes nothing else', async ({ house }) => {
    const animator = house.as('operator-animator')
    const [from, to] = [placeAt(800, 0), placeAt(800, 400)]
    await animator((tx) =>
      addWish(tx, {
        kind: 'link',
        name: 'Passage',
        points: [
          [from.lon, from.lat],
          [to.lon, to.lat],
        ],
      }),
    )
    const wishes = await animator(wishesOf)
    const { gains } = await animator((tx) => effectOf(tx, wishes, 'senior'))
    const gain = gains.find(({ residence, kind }) => residence === 'Résidence SUD' && kind === 'pharmacy')
    expect(gain?.before).toBeCloseTo(37.5, 0)
    expect(gain?.after).toBeCloseTo(7.5, 0)
    const access = await animator((tx) => accessOf(tx, 'senior'))
    expect(access?.rows.find(({ residence }) => residence.code === 'SUD')?.nearest.pharmacy?.minutes).toBeCloseTo(
      37.5,
      0,
    )
  })
})

describe('services', () => {
  test('a place noted as closed no longer counts, keeps its history, and only the operator may say so', async ({
    house,
  }) => {
    const service = (await house.as('operator-lead')(servicesOf)).find(({ kind }) => kind === 'pharmacy')
    const id = service?.id ?? ''
    await expect(house.as('landlord-pilot')((tx) => correctPlace(tx, id, { act: 'closed' }))).rejects.toThrow(Refusal)
    await house.as('operator-animator')((tx) => correctPlace(tx, id, { act: 'closed' }))
    const closed = (await house.as('landlord-pilot')(servicesOf)).find((one) => one.id === id)
    expect(closed).toMatchObject({ closed: true, corrected: true, notes: [{ act: 'closed' }] })
    const access = await house.as('landlord-pilot')((tx) => accessOf(tx, 'senior'))
    expect(access?.rows.every(({ nearest }) => nearest.pharmacy === undefined)).toBe(true)
    await house.as('operator-lead')((tx) => correctPlace(tx, id, { act: 'open' }))
  })

  test('a newer edition ends what it no longer has, and undoing it brings it back', async ({ house }) => {
    const lead = house.actorOf('operator-lead')
    const many = [
      { type: 'D307', east: 800, north: 400 },
      { type: 'B207', east: 100, north: 0 },
      { type: 'B207', east: 300, north: 0 },
    ]
    await bring(lead, 'bpe.csv', equipmentCsv(many))
    const newer = await bring(lead, 'bpe.csv', equipmentCsv(many.slice(0, 2)))
    const bakeries = async () =>
      (await house.as('operator-lead')(servicesOf)).filter(({ kind }) => kind === 'bakery').length
    expect(await bakeries()).toBe(1)
    await house.as('operator-lead')((tx) => undoImport(tx, newer.id, { progress: async () => undefined }))
    expect(await bakeries()).toBe(2)
  })

  test('nobody of another convention, no caretaker and no resident sees any of it', async ({ house }) => {
    expect(await house.elsewhere('operator-lead')(servicesOf)).toEqual([])
    for (const role of ['caretaker', 'resident', 'administrator'] as const)
      await expect(house.as(role)(servicesOf)).rejects.toThrow(Refusal)
  })
})

describe('bad files', () => {
  test('a file of another commune is refused by name, and the files dropped with it come in', async ({ house }) => {
    const lead = house.actorOf('operator-lead')
    const wrong = await bringFile(
      lead,
      inPieces(equipmentCsv([{ type: 'D307', east: 0, north: 0 }], '69381')),
      'bpe.csv',
    )
    const good = await bringFile(lead, inPieces(readFileSync(new URL('QPV_REVN_2022_bondy.csv', FOLDER))), 'QPV.csv')
    for (const record of [wrong, good]) await confirmAsRecognised(lead, record)
    const result = await runHere(lead, bringJob, { importIds: [wrong.id, good.id] })
    expect(result).toEqual({
      files: [
        { importId: wrong.id, code: 'import.file-refused' },
        { importId: good.id, code: null },
      ],
    })
    const { rows } = await house.owner.query('select code from import_problem where import_id = $1', [wrong.id])
    expect(rows.length).toBeGreaterThan(0)
  })
})
