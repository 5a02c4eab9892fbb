import { describe, expect, test } from 'vitest'
import { matchHeaders } from '#packages/intake/headers.ts'
import { readWhole, textFile } from '#packages/intake/made-files.ts'
import { bytesSource } from '#packages/intake/source.ts'
import { rplsKind } from './rpls.kind.ts'
import { rplsByAddressKind } from './rpls-by-address.kind.ts'

const FULL =
  'DROIT;DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;INDREP;TYPVOIE;NOMVOIE;NUMAPPT;NUMBOITE;ESC;COULOIR;ETAGE;COMPLIDENT;ENTREE;BAT;IMMEU;COMPLGEO;LIEUDIT;QPV;TYPECONST;NBPIECE;SURFHAB;CONSTRUCT;LOCAT;PATRIMOINE;ORIGINE;FINAN;FINANAUTRE;CONV;NUMCONV;DATCONV;NEWLOGT;CUS;DPEDATE;DPEENERGIE;DPESERRE;SRU_EXPIR;SRU_ALINEA;CODSEGPATRIM;LIBSEGPATRIM'
const LINE =
  '1;93010;93140;BONDY;12;B;ALL;DES ÉRABLES;042;;2;;RDC;;A;BAT 3;;;;1;C;3;1234,5;1974;1975;1975;1;13;;1;;;2;1;03/04/2019;D;E;;;;'

describe('the register of social dwellings', () => {
  test('full vintages, in latin-1, give every field', async () => {
    const file = `${FULL}\r\n${LINE.replace('1234,5', '62,5')}\r\n`
    const source = bytesSource(
      'RPLS2019_detail_IDF_DEP_93.csv',
      Uint8Array.from(file, (c) => c.charCodeAt(0)),
    )
    const { rows, problems } = await readWhole(source, rplsKind)
    expect(problems).toEqual([])
    expect(rows).toEqual([
      {
        communeCode: '93010',
        postalCode: '93140',
        communeName: 'BONDY',
        streetNumber: '12',
        repetition: 'B',
        streetType: 'ALL',
        streetName: 'DES ÉRABLES',
        building: 'BAT 3',
        stairway: '2',
        entrance: 'A',
        floor: 0,
        door: '042',
        constructionType: 'collective',
        rooms: 3,
        area: 62.5,
        yearBuilt: 1974,
        yearLet: 1975,
        fundingCode: '13',
        inPriorityQuarter: true,
        dpeDate: '2019-04-03',
        energyClass: 'D',
        emissionClass: 'E',
        place: null,
      },
    ])
  })

  test('DiDo vintages are read under their three lines of preamble', async () => {
    const file = `\uFEFFRPLS 2024;;;;;;;;;;;;\nSDES;;;;;;;;;;;;\nau 1er janvier;;;;;;;;;;;;\nREG_CODE;DEP_CODE;DEPCOM;LIBCOM;NUMVOIE;NOMVOIE;ETAGE;QPV_CODE;TYPECONST_CODE;SURFHAB;FINAN_CODE;X;Y;QUALITE_XY\n11;93;93010;Bondy;5;des Tilleuls;03;QN09301A;I;71.25;13;661606.8;6867199.4;1\n`
    const { rows, problems } = await readWhole(textFile('rpls.csv', file), rplsKind)
    expect(problems).toEqual([])
    expect(rows).toMatchObject([
      {
        communeCode: '93010',
        floor: 3,
        inPriorityQuarter: true,
        constructionType: 'individual',
        area: 71.25,
        fundingCode: '13',
        place: { x: 661606.8, y: 6867199.4, crs: 'lambert93' },
      },
    ])
  })

  test('reduced vintages are read, places in degrees', async () => {
    const file =
      'DEPCOM_red;nbpiece_red;surfhab_red;construct_red;DPEENERGIE_red;DPESERRE_red;longitude;latitude\n93010;4;80,2;1962;Non renseigné;C;2,4821;48,9021\n'
    const { rows } = await readWhole(textFile('rpls2016.csv', file), rplsKind)
    expect(rows).toMatchObject([
      {
        rooms: 4,
        area: 80.2,
        yearBuilt: 1962,
        energyClass: null,
        emissionClass: 'C',
        place: { x: 2.4821, y: 48.9021, crs: 'wgs84' },
      },
    ])
  })

  test('long labels are read', async () => {
    const file =
      'Code commune;Code Postal;Nom du Programme;Nom de voie;Étage;Année de construction;Coordonnée X;Coordonnée Y\n93010;93140;RES. TEST;RUE DU TEST;R+2;1969;662350,0;6867350,0\n'
    const { rows } = await readWhole(textFile('rpls2022.csv', file), rplsKind)
    expect(rows).toMatchObject([{ communeCode: '93010', floor: 2, yearBuilt: 1969, place: { crs: 'lambert93' } }])
  })

  test.each([
    ['full', FULL],
    ['full-labels', 'Code commune;Code Postal;Nom du Programme;Année de construction;Coordonnée X;Coordonnée Y'],
    [
      'dido',
      'REG_CODE;DEP_CODE;DEPCOM;CODEPOSTAL;NUMVOIE;NOMVOIE;ETAGE;QPV_CODE;TYPECONST_CODE;NBPIECE;SURFHAB;FINAN_CODE;DPEENERGIE;X;Y;QUALITE_XY',
    ],
    ['reduced', 'DEPCOM_red;nbpiece_red;surfhab_red;construct_red;DPEENERGIE_red;DPESERRE_red'],
  ])('the dialect %s is told from the others', (dialect, header) => {
    expect(matchHeaders(rplsKind, header.split(';')).dialect).toBe(dialect)
  })
})

test('the register by address counts an address once, though it comes once for each year and point', async () => {
  const feature = (cle: string, flats: number, year: string) =>
    `{"type":"Feature","properties":{"cle":"${cle}","appartement":${flats},"etage":4,"Nom.du.Programme":"","Année.de.construction":"${year}"},"geometry":{"type":"Point","coordinates":[662350.0,6867350.0]}}`
  const features = [
    feature('1 allée Test', 20, '2018'),
    feature('1 allée Test', 20, '1969'),
    feature('3RUETEST', 7, '1950'),
    feature('3RUETEST', 8, '1950'),
  ]
  const file = `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[${features.join(',')}]}`
  const { rows, problems, tally } = await readWhole(textFile('rpls.geojson', file), rplsByAddressKind)
  expect(rows).toEqual([
    {
      address: '1 allée Test',
      dwellings: 20,
      highestFloor: 4,
      programme: null,
      yearBuilt: 2018,
      place: { x: 662350, y: 6867350, crs: 'lambert93' },
    },
    {
      address: '3RUETEST',
      dwellings: 7,
      highestFloor: 4,
      programme: null,
      yearBuilt: 1950,
      place: { x: 662350, y: 6867350, crs: 'lambert93' },
    },
  ])
  expect(problems).toMatchObject([{ code: 'repeated_value_differs', line: 4, params: { first: 3 } }])
  expect(tally).toMatchObject({ repeated: 2, accepted: 2 })
})
