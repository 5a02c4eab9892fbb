import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bytesSource } from '#packages/intake/source.ts'
import type { Perimeter } from '../perimeter.ts'
import { surroundingsOf } from '../surroundings.ts'
import { perimeterOf, readWhole, rowsOf, textSource } from '../whole-reading.ts'

const bondy = perimeterOf(['93010'])
const surroundings = surroundingsOf(
  [
    {
      code: '93010',
      geometry: [
        [
          [
            [2.475, 48.89],
            [2.495, 48.89],
            [2.495, 48.91],
            [2.475, 48.91],
            [2.475, 48.89],
          ],
        ],
      ],
    },
  ],
  1500,
)
const around: Perimeter = {
  ...bondy,
  ...(surroundings ? { surroundings: { ...surroundings, areas: ['930070101', '930570101'] } } : {}),
}

const BPE_2021 = `AN;DEP;DEPCOM;DCIRIS;DOM;LAMBERT_X;LAMBERT_Y;QUALITE_XY;SDOM;TYPEQU
2021;93;93010;93010_0101;D;662524.1;6866064.08;Bonne;D2;D201
2021;93;93007;93007_0101;B;663600.0;6866064.08;Acceptable;B2;B207
2021;93;93007;93007_0102;B;668600.0;6866064.08;Bonne;B2;B207
2021;93;93010;93010;A;;;Non géolocalisé;A2;A206
2021;93;93010;93010_0102;A;6866064.08;662524.1;Bonne;A2;A206
2021;33;33063;33063_0101;A;417000;6421000;Bonne;A2;A206
`

describe('BPE', () => {
  test('of 2021: Lambert-93, neighbours by distance, the old coding said', async () => {
    const read = await readWhole(textSource('bpe21.csv', BPE_2021), around)
    expect(read.recognised).toMatchObject({ dataset: 'bpe', vintage: 2021, vintageFrom: 'content' })
    const rows = rowsOf(read, 'equipment')
    expect(rows.map(({ type, coding, commune, iris, quality }) => [type, coding, commune, iris, quality])).toEqual([
      ['D201', 'old', '93010', '930100101', 'Bonne'],
      ['B207', 'old', '93007', '930070101', 'Acceptable'],
      ['A206', 'old', '93010', undefined, 'Non géolocalisé'],
      ['A206', 'old', '93010', '930100102', 'Bonne'],
    ])
    expect(rows[0]?.place).toEqual({ lon: 2.488881, lat: 48.893494 })
    expect(rows[2]?.place).toBeUndefined()
    expect(read.problems).toMatchObject([
      { code: 'bpe_coding_old', params: { year: 2021 } },
      { code: 'place_impossible', line: 6 },
    ])
    expect(read.tally?.outside).toBe(2)
  })

  test('with the passage table of its edition: labels, the new code, and types that it does not know', async () => {
    const passage = await readWhole(
      textSource(
        'passage.csv',
        '"TYPEQU";"LIB_TYPEQU";"TYPEQU_ANCIEN"\n"D265";"MÉDECIN GÉNÉRALISTE";"D201"\n"B207";"BOULANGERIE";""\n',
      ),
      bondy,
    )
    const equipmentTypes = rowsOf(passage, 'equipment-type')
    const read = await readWhole(textSource('bpe21.csv', BPE_2021), around, { equipmentTypes })
    expect(rowsOf(read, 'equipment')[0]).toMatchObject({
      type: 'D201',
      otherType: 'D265',
      label: 'MÉDECIN GÉNÉRALISTE',
    })
    expect(rowsOf(read, 'equipment')[1]).toMatchObject({ type: 'B207', label: 'BOULANGERIE' })
    expect(read.problems).toMatchObject([
      { code: 'bpe_type_unknown', line: 5, value: 'A206' },
      { code: 'bpe_type_unknown', line: 6 },
      { code: 'place_impossible', line: 6 },
    ])
  })

  test('of 2024: practitioners are not named and no SIRET is read', async () => {
    const text = `AN;NOMRS;CNOMRS;DEPCOM;TYPEQU;SIRET;LONGITUDE;LATITUDE;QUALITE_XY
2024;ORME JEANNE;;97411;D265;12345678901234;55.45;-20.88;BONNE
2024;DR ORME;;97411;D108;12345678901234;55.45;-20.88;BONNE
2024;BOULANGERIE DU PONT;;97411;B207;12345678901234;55.45;-20.88;BONNE
`
    const read = await readWhole(
      bytesSource('bpe24.zip', zipSync({ 'varmod.csv': strToU8('x'), 'BPE24.csv': strToU8(text) })),
      perimeterOf(['97411']),
    )
    expect(read.recognised).toMatchObject({ vintage: 2024, inside: ['BPE24.csv'] })
    expect(rowsOf(read, 'equipment').map(({ name }) => name)).toEqual([undefined, undefined, 'BOULANGERIE DU PONT'])
    expect(JSON.stringify(read.rows)).not.toMatch(/ORME|12345678901234/)
    expect(read.problems).toMatchObject([
      { code: 'column_forbidden', column: 'CNOMRS' },
      { code: 'column_forbidden', column: 'SIRET' },
    ])
  })
})

const BAN_HEAD =
  'id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;x;y;lon;lat;libelle_acheminement\n'

test('addresses: damaged accents repaired, swapped coordinates refused, other communes named', async () => {
  const text = `${BAN_HEAD}93010_1_1;;1;bis;AllÃ©e Racine;93140;93010;Bondy;662524.1;6866064.08;2.488881;48.893494;BONDY
93010_1_2;;2;;Allée Racine;93140;93010;Bondy;1;1;48.893494;2.488881;BONDY
33063_1_2;;2;;Quai des Ormes;33000;33063;Bordeaux;1;1;-0.57;44.84;BORDEAUX
`
  const read = await readWhole(textSource('adresses.csv', text), bondy)
  expect(rowsOf(read, 'address')).toEqual([
    {
      record: 'address',
      id: '93010_1_1',
      number: '1',
      repetition: 'bis',
      street: 'Allée Racine',
      postalCode: '93140',
      commune: '93010',
      communeName: 'Bondy',
      place: { lon: 2.488881, lat: 48.893494 },
    },
  ])
  expect(read.problems).toMatchObject([
    { code: 'coordinates_swapped', line: 3, severity: 'refused' },
    { code: 'double_encoded', severity: 'warning' },
  ])
  const far = await readWhole(textSource('adresses.csv', text), perimeterOf(['2A004']))
  expect(far.problems).toMatchObject([{ code: 'perimeter_absent', params: { held: '93010, 33063' } }])
})

test.each([
  [
    'codes, until 2021',
    'DROIT;DEPCOM;CODEPOSTAL;LIBCOM;NUMVOIE;INDREP;TYPVOIE;NOMVOIE;NUMAPPT;ETAGE;NBPIECE;SURFHAB;CONSTRUCT;DPEENERGIE;PLG_IRIS;X;Y\n1;93010;93140;BONDY;12;;ALL;DES ORMES;4;RC;3;62,5;1974;D;0101;662524,1;6866064,08\n',
  ],
  [
    'DiDo, since 2023, three lines of preamble',
    'RPLS\n2023\n\nREG_CODE;DEPCOM;CODEPOSTAL;NUMVOIE;TYPVOIE;NOMVOIE;NBPIECE;SURFHAB;CONSTRUCT;FINAN_CODE;TYPECONST_CODE;DPEENERGIE;X;Y;PLG_QP24;PLG_IRIS2024_CODE\n11;93010;93140;12;ALL;DES ORMES;3;62.5;1974;1;C;D;662524.1;6866064.08;QN09312M;930100101\n',
  ],
  [
    'long labels, 2022',
    'Code INSEE;Code Postal;Numéro;Type de voie;Nom de voie;Nom du Programme;Année de construction;Nombre de pièces;Surface habitable;DPE énergie;PLG_IRIS2022;Coordonnée X;Coordonnée Y\n93010;93140;12;ALL;DES ORMES;RES;1974;3;62,5;D;930100101;662524,1;6866064,08\n',
  ],
])('the register of social dwellings by %s', async (_dialect, text) => {
  const read = await readWhole(textSource('RPLS2023.csv', text), bondy)
  expect(read.recognised).toMatchObject({ dataset: 'rpls', vintage: 2023 })
  const [row] = rowsOf(read, 'social-dwelling')
  expect(row).toMatchObject({
    commune: '93010',
    iris: '930100101',
    address: '12 ALL DES ORMES',
    rooms: 3,
    area: 62.5,
    yearBuilt: 1974,
    energyClass: 'D',
  })
  expect(row?.place).toEqual({ lon: 2.488881, lat: 48.893494 })
  expect(JSON.stringify(row)).not.toMatch(/"RC"|NUMAPPT/)
})

test('stations, whose point is written latitude first', async () => {
  const head = 'geo_point_2d;geo_shape;id_gares;nom_gares;res_com;mode;exploitant;x;y\n'
  const shape = '"{""coordinates"": [2.48, 48.9], ""type"": ""Point""}"'
  const text = `${head}48.9063747, 2.4491899;${shape};79;Bobigny;METRO 5;METRO;RATP;659623.938;6867515.9439\n48.9, 2.48;${shape};80;Bondy;RER E;RER;SNCF;;\n`
  const rows = rowsOf(await readWhole(textSource('gares.csv', text), bondy), 'station')
  expect(rows.map(({ name, place }) => [name, place.lon.toFixed(4), place.lat.toFixed(4)])).toEqual([
    ['Bobigny', '2.4492', '48.9064'],
    ['Bondy', '2.4800', '48.9000'],
  ])
})

test('health establishments: postal code of a CEDEX, no telephone', async () => {
  const text =
    'FINESS_ET;RAISON_SOCIALE;ADRESSE_COMPLETE;NUM_DEPT;CP_VILLE;NUM_TEL;NUM_CAT;CATEGORIE_DE_L_ETABLISSEMENT;lat;lng\n930100045;HOPITAL;AV DU 14 JUILLET;93;93143 BONDY CEDEX;01 48 02 66 66;101;C.H.R.;48.913669;2.491476\n'
  const read = await readWhole(textSource('finess.csv', text), bondy)
  expect(rowsOf(read, 'establishment')).toMatchObject([
    { id: '930100045', postalCode: '93143', place: { lon: 2.491476, lat: 48.913669 } },
  ])
  expect(JSON.stringify(read.rows)).not.toContain('48 02')
})

test('tables of words: variables, and precision by size, whose legend is no line', async () => {
  const variables = await readWhole(
    textSource(
      'dictionnaire_2016.csv',
      'FICHIER;VAR_ID;VAR_LIB;VAR_LIB_LONG\nbase;P16_POP;Population;Population en 2016\n',
    ),
    bondy,
  )
  expect(rowsOf(variables, 'variable')).toEqual([
    { record: 'variable', file: 'base', variable: 'P16_POP', label: 'Population', longLabel: 'Population en 2016' },
  ])
  const sizes = ['moins25', '25_49', '50_74', '75_99', '100_149', '150_199', '200_299', '300_499', '500_1499', '1500p']
  const text = `VAR_ID;VAR_LIB;${sizes.map((size) => `cvdiff_${size}`).join(';')}\nP16_CHOM1564;Chômeurs;>23;23;18;14;12;10;8;6;4;<4\nnd : non disponible;;;;;;;;;;;\n`
  const precision = await readWhole(textSource('precision_2016.csv', text), bondy)
  expect(rowsOf(precision, 'precision')).toMatchObject([
    { variable: 'P16_CHOM1564', bySize: { moins25: '>23', '150_199': '10', '1500p': '<4' } },
  ])
})
