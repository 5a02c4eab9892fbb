/** What is wrong with a file is told with its line and its remedy, and nothing that was there is lost. */
import { strToU8, zipSync } from 'fflate'
import { beforeAll, expect } from 'vitest'
import { shapefileBytes } from '../../packages/open-data/contours/made-shapefile.ts'
import { COMMUNE, publicFiles } from '../../test/ajaccio.ts'
import { type House, test } from '../../test/house.ts'
import { streetsGeojson } from '../../test/streets.ts'
import { offerAllImports } from '../imports.server.ts'
import { bringFile, confirmAsRecognised, runHere } from '../platform/imports/in-process.server.ts'
import { importView } from '../platform/imports/view.server.ts'
import { bringJob } from './bring.job.ts'

beforeAll(offerAllImports)

async function* onePiece(bytes: Uint8Array) {
  yield bytes
}

function fileOf(name: string): Uint8Array {
  return publicFiles().find((file) => file.name === name)?.bytes ?? new Uint8Array()
}

/** Drops a file as the page of files does, and gives what the page of its import says. */
async function drop({ actorOf, as }: House, name: string, bytes: Uint8Array): Promise<string[]> {
  const lead = actorOf('operator-lead')
  const record = await bringFile(lead, onePiece(bytes), name)
  if (record.kind?.startsWith('territory.')) {
    await confirmAsRecognised(lead, record)
    await runHere(lead, bringJob, { importIds: [record.id] })
  }
  const { refused, problems } = await as('operator-lead')((tx) => importView(tx, record.id, 1, undefined))
  return [...refused, ...(problems?.rows ?? [])].map(({ message }) => message.replaceAll(/\s/g, ' '))
}

async function counts({ owner }: House) {
  const { rows } = await owner.query(
    `select (select count(*) from territory_way where not is_gone) as ways, (select count(*) from territory_figure) as figures,
      (select count(*) from stock_quarter) as quarters, (select count(*) from territory_place where not is_gone) as places`,
  )
  return rows[0]
}

function csv(...lines: string[]): Uint8Array {
  return strToU8(`${lines.join('\r\n')}\r\n`)
}

const LAMBERT_2 =
  'PROJCS["NTF_Lambert_II_etendu",GEOGCS["GCS_NTF",DATUM["D_NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.46602]]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000.0],UNIT["Meter",1.0]]'

test('each bad file says what is wrong, where and what to do; what was loaded stays', async ({ house }) => {
  const { conventionId } = house.actorOf('operator-lead')
  await house.owner.query('update convention set commune_codes = $2 where id = $1', [conventionId, [COMMUNE]])
  // Streets before anything that says where they should be cut.
  const streets = await bringFile(house.actorOf('operator-lead'), onePiece(fileOf('b.osm.pbf')), 'b.osm.pbf')
  await confirmAsRecognised(house.actorOf('operator-lead'), streets)
  expect(await runHere(house.actorOf('operator-lead'), bringJob, { importIds: [streets.id] })).toEqual({
    files: [{ importId: streets.id, code: 'territory.no-ground' }],
  })
  for (const name of ['j.zip', 'b.osm.pbf']) expect(await drop(house, name, fileOf(name))).toEqual([])
  const before = await counts(house)
  expect(before).toMatchObject({ ways: 3, quarters: 3 })

  const pbf = fileOf('b.osm.pbf')
  const parts = shapefileBytes({ fields: [['CODE_IRIS', 9]], polygons: [{ rings: null, attributes: ['2A0040101'] }] })
  const inLambert2 = shapefileBytes({
    fields: [['CODE_IRIS', 9]],
    prj: LAMBERT_2,
    polygons: [{ rings: null, attributes: ['2A0040101'] }],
  })
  const table = csv('stop_id,stop_name,stop_lat,stop_lon', 'a,A,41.9,8.7')
  const said: [string, Uint8Array, RegExp][] = [
    ['elsewhere.geojson', streetsGeojson(), /périmètre/],
    ['cut.osm.pbf', pbf.subarray(0, pbf.length - 40), /coupé à l’octet \d+.*Téléchargez-le de nouveau/],
    [
      'projection.zip',
      zipSync(Object.fromEntries([...inLambert2].map(([end, bytes]) => [`C${end}`, bytes]))),
      /« NTF_Lambert_II_etendu » n’est pas lu ici. Exportez/,
    ],
    [
      'two-years.csv',
      csv('IRIS;COM;P16_POP;P16_POP0014;P21_POP1529;P21_POP3044;P21_POP4559', '2A0040101;2A004;9;1;2;3;4'),
      /plusieurs années.*P16_POP.*un fichier par millésime/,
    ],
    [
      'gtfs.zip',
      zipSync({ 'stops.txt': table, 'trips.txt': table, 'routes.txt': table, 'calendar.txt': table }),
      /« stop_times.txt »/,
    ],
    ['quarters.shp', parts.get('.shp') ?? pbf, /« .dbf ».*archive .zip/],
    ['quarters.dbf', parts.get('.dbf') ?? pbf, /archive .zip/],
    ['quarters.gpkg', strToU8(`SQLite format 3\0${'x'.repeat(99)}`), /GeoPackage.*GeoJSON/],
  ]
  for (const [name, bytes, sentence] of said)
    expect((await drop(house, name, bytes)).join('\n'), name).toMatch(sentence)
  expect(await counts(house)).toEqual(before)
})

test('a quarter that comes twice is left out at its line; equipment of a former coding comes in with a warning', async ({
  house,
}) => {
  const head = 'IRIS;DISP_TP6021;DISP_Q121;DISP_MED21;DISP_Q321;DISP_D121'
  const twice = csv(head, '2A0040101;38,4;11210;15480;20110;8910', '2A0040101;9,9;11210;15480;20110;8910')
  expect(await drop(house, 'twice.csv', twice)).toEqual([
    'Ligne 3, colonne « IRIS » : « 2A0040101 » est déjà à la ligne 2, avec un autre contenu. Gardez une seule des deux lignes.',
  ])
  const former = csv(
    'AN;DEPCOM;DCIRIS;TYPEQU;LAMBERT_X;LAMBERT_Y;QUALITE_XY',
    '2019;2A004;2A004_0101;D201;1176100;6109100;Bonne',
  )
  expect((await drop(house, 'former.csv', former)).join()).toMatch(/2019 suivent l’ancienne nomenclature/)
  expect(await counts(house)).toMatchObject({ figures: 1, places: 1 })
})
