import { expect, test } from 'vitest'
import { sheetRow, workbook } from '#packages/intake/made-files.ts'
import { bytesSource } from '#packages/intake/source.ts'
import { perimeterOf, readWhole, rowsOf, textSource } from '../whole-reading.ts'

const bondy = perimeterOf(['93010'])

const FILOSOFI_2019 = `\uFEFFIRIS;LIBIRIS;COM;LIBCOM;DISP_TP6019;DISP_Q119;DISP_MED19;DISP_Q319;DISP_D119;DISP_D919;DISP_RD19;DISP_S80S2019;DISP_GI19;DISP_PACT19;DISP_NOTE19\r
930010101;Robespierre;93001;Aubervilliers;41,7;10920;14750;20880;7970;26590;3,3;3,9;0,268;70,9;0\r
930100101;La Flamiche;93010;Bondy;36,7;11220;15260;21050;8370;27590;3,3;3,8;0,259;73,5;0\r
930100102;La Terre Saint-Blaise;93010;Bondy;;10980;14580;19010;8770;23910;2,7;2,9;0,217;ns;1\r
930100103;Suzanne Buisson;93010;Bondy;nd;11220;15260;s;8370;27590;so;3,8;0,259;73,5;0\r
`

test('income by IRIS: year from the columns, comma decimals, and what is withheld is never zero', async () => {
  const read = await readWhole(textSource('iris.csv', FILOSOFI_2019), bondy)
  expect(read.recognised).toMatchObject({
    dataset: 'filosofi-iris',
    level: 'iris',
    vintage: 2019,
    vintageFrom: 'columns',
  })
  expect(read.lines).toEqual([3, 4, 5])
  const [flamiche, blaise, buisson] = rowsOf(read, 'area')
  expect(flamiche).toMatchObject({
    area: { kind: 'iris', code: '930100101' },
    name: 'La Flamiche',
    values: { TP60: 36.7, MED: 15260, S80S20: 3.8, D1: 8370 },
    note: '0',
  })
  expect(flamiche?.withheld).toBeUndefined()
  expect(blaise?.values.TP60).toBeNull()
  expect(blaise?.withheld).toEqual({ TP60: 'blank', PACT: 'ns' })
  expect(buisson?.withheld).toEqual({ TP60: 'nd', Q3: 's', RD: 'so' })
  expect(read.tally).toMatchObject({ accepted: 3, outside: 1 })
})

test('income of 2014: stray decimals, a small-case note, and no PACT', async () => {
  const text = `IRIS;LIBIRIS;COM;LIBCOM;DISP_TP6014;DISP_Q114;DISP_MED14;DISP_Q314;DISP_D114;DISP_S80S2014;DISP_PTSAC14;note\n930100101;La Flamiche;93010;Bondy;31,6;11153,0;15369,0;20254,3;7634,0;4,0;74,0;0\n`
  const read = await readWhole(textSource('x.csv', text), bondy)
  expect(rowsOf(read, 'area')[0]?.values).toMatchObject({ MED: 15369, PTSAC: 74, S80S20: 4 })
  expect(rowsOf(read, 'area')[0]?.note).toBe('0')
  expect(read.recognised?.missing).not.toContain('PACT')
})

const COMMUNES = 'CODGEO;LIBGEO;NBMEN19;NBPERS19;NBUC19;Q119;Q219;Q319;Q3_Q1;D119;RD;S80S2019;GI19;PACT19\n'
const FIGURES = '19564;54740;34574,0;11870;16680;23200;11330;8640;3,5;4,300;0,279;77,0'

test.each([
  ['93010;Bondy', 'filosofi-commune', 'commune', '93010'],
  ['93;Seine-Saint-Denis', 'filosofi-department', 'department', '93'],
  ["93;Provence-Alpes-Côte d'Azur", 'filosofi-region', 'region', '93'],
  ['1;Ain', 'filosofi-department', 'department', '01'],
  ['1;France métropolitaine', 'filosofi-metropole', 'metropole', '1'],
  ['974;La Réunion', 'filosofi-department', 'department', '974'],
  ['04;La Réunion', 'filosofi-region', 'region', '04'],
])('%s is read as %s by its code and its name', async (start, dataset, level, code) => {
  const perimeter = perimeterOf(['93010'], { department: code, region: code, metropole: true })
  const read = await readWhole(textSource('x.csv', `${COMMUNES}${start};${FIGURES}\n`), perimeter)
  expect(read.recognised).toMatchObject({ dataset, level, vintage: 2019 })
  expect(rowsOf(read, 'area')).toMatchObject([
    { area: { kind: level, code }, values: { MED: 16680, S80S20: 4.3, NBUC: 34574, RD: 3.5 } },
  ])
})

const RP2016 = `,IRIS,LIBCOM,TYP_IRIS,P16_RPMAISON,P16_RPAPPART,P16_RP_LOCHLMV
47244,930010101,Aubervilliers,H,14.40876801322846,1092.98447589607,677.8282987234867
47358,930100101,Bondy,H,205.80591073651644,463.8894376578263,95.60184964367386
47359,930100102,Bondy,H,10.25,20.5,3.125
90000,010040101,Ambérieu,H,1,2,3
`

test('census by IRIS: a first column without name is ignored, counts keep their decimals, territories are added up', async () => {
  const read = await readWhole(textSource('rp.csv', RP2016), perimeterOf(['93010'], { department: '93', region: '11' }))
  expect(read.recognised).toMatchObject({ dataset: 'census-housing', vintage: 2016 })
  expect(read.recognised?.missing).toContain('RP')
  const rows = rowsOf(read, 'area')
  expect(rows.map(({ area }) => `${area.kind} ${area.code}`)).toEqual([
    'iris 930100101',
    'iris 930100102',
    'commune 93010',
    'department 93',
  ])
  expect(rows[2]).toMatchObject({ values: { RPAPPART: 484.3894376578263 }, sumOf: { areas: 2, communes: 1 } })
  expect(rows[3]?.values.RP_LOCHLMV).toBeCloseTo(776.55514836, 6)
})

test('census of 2022: short head, new occupational groups under their own names', async () => {
  const text =
    'IRIS;COM;TYP_IRIS;LAB_IRIS;P22_POP;P22_POP0014;P22_POP65P;C22_POP15P;C22_POP15P_STAT_GSEC11_21;C22_POP15P_STAT_GSEC32\n974110101;97411;H;1;2500.5;600;300;1900;3;250\n974120101;97412;H;1;1;1;1;1;1;1\n'
  const read = await readWhole(textSource('base.csv', text), perimeterOf(['97411']))
  expect(read.recognised).toMatchObject({ dataset: 'census-population', vintage: 2022 })
  const [first] = rowsOf(read, 'area')
  expect(first).toMatchObject({ area: { code: '974110101' }, typeOfIris: 'H', note: '1', communes: ['97411'] })
  expect(first?.values).toMatchObject({ POP: 2500.5, C_POP15P_STAT_GSEC11_21: 3 })
  expect(read.recognised?.missing).not.toContain('C_POP15P_CS1')
  expect(read.recognised?.missing).toContain('C_POP15P_STAT_GSEC16_26')
})

test('census of 2016 as a workbook: five lines of titles and a line of labels stand above the codes', async () => {
  const file = workbook({
    sheets: [
      {
        rows: [
          sheetRow(1, ['Population en 2016 - IRIS - France hors Mayotte']),
          sheetRow(3, ['Découpage géographique communal au 01/01/2018']),
          sheetRow(5, [
            'IRIS',
            'Région',
            'Département',
            'Commune',
            'Population en 2016 (princ)',
            'Pop 0-14 ans',
            'Pop 75 ans',
          ]),
          sheetRow(6, ['IRIS', 'REG', 'DEP', 'COM', 'P16_POP', 'P16_POP0014', 'P16_POP75P']),
          sheetRow(7, ['930100101', '11', '93', '93010', 2008.6, 542.1, 81.3]),
          sheetRow(8, ['2A0040101', '94', '2A', '2A004', 10, 2, 3]),
        ].join(''),
      },
    ],
  })
  const read = await readWhole(file, perimeterOf(['2A004']))
  expect(read.recognised?.table).toMatchObject({ headerLine: 6 })
  expect(rowsOf(read, 'area')[0]).toMatchObject({ area: { code: '2A0040101' }, values: { POP: 10, POP75P: 3 } })
})

test('priority quarters: thousands in narrow spaces, hundreds of empty columns, a header that ends with a space', async () => {
  const tail = ';'.repeat(300)
  const text = `CODGEO;LIBGEO;TX_TOT_EMPL;TX_F_EMPL;TX_TOT_EDLIM;EVOL_CA_N_E ;ABC;NOTE_PE${tail}\nQP093012;Blanqui;53,1;49,7;20,4;;4\u202F094;0${tail}\nQP001001;Ailleurs;1;1;1;;nd;0${tail}\n`
  const read = await readWhole(textSource('QPV_IPRO_2022.csv', text), bondy)
  expect(read.recognised).toMatchObject({ dataset: 'qpv-employment', level: 'qpv', vintage: 2022, vintageFrom: 'name' })
  expect(rowsOf(read, 'area')).toMatchObject([
    {
      area: { kind: 'qpv', code: 'QP093012' },
      values: { ABC: 4094, TX_TOT_EMPL: 53.1 },
      withheld: { EVOL_CA_N_E: 'blank' },
    },
  ])
})

test('squares of 200 metres: found by their commune, placed by their name, imputed ones are marked', async () => {
  const text =
    'idcar_200m,idcar_1km,idcar_nat,i_est_200,i_est_1km,lcog_geo,ind,men,men_pauv,ind_snv,log_soc\nCRS3035RES200mN2891800E3770600,x,x,1,0,9306493010,3.0,1.0,0.1,69318.3,0.0\nCRS3035RES200mN2000000E3000000,x,x,0,0,33063,3,1,0,6,0\n'
  const [square, none] = rowsOf(await readWhole(textSource('carreaux.csv', text), bondy), 'area')
  expect(square).toMatchObject({ imputed: true, communes: ['93064', '93010'], values: { MEN: 1, IND_SNV: 69318.3 } })
  expect(square?.place?.lon).toBeCloseTo(2.4836, 3)
  expect(square?.place?.lat).toBeCloseTo(48.8874, 3)
  expect(none).toBeUndefined()
})

test('Paris stands for its arrondissements, and a lost zero is found again', async () => {
  const head = 'IRIS;COM;P21_LOG;P21_RP;P21_LOGVAC\n'
  const text = `${head}751010101;75101;10;8;1\n10040101;1004;20;18;1\n330630101;33063;1;1;1\n`
  const read = await readWhole(textSource('x.csv', text), perimeterOf(['75056', '01004']))
  expect(rowsOf(read, 'area').map(({ area }) => area.code)).toEqual(['751010101', '010040101', '75056', '01004'])
})

test('the file of other communes says which it holds, five at most', async () => {
  const lines = ['33063', '33039', '33281', '33550', '33522', '33119'].map((commune) => `${commune}0101;10;8;1`)
  const read = await readWhole(textSource('x.csv', `IRIS;P21_LOG;P21_RP;P21_LOGVAC\n${lines.join('\n')}\n`), bondy)
  expect(read.problems).toMatchObject([
    { code: 'perimeter_absent', severity: 'refused', params: { held: '33063, 33039, 33281, 33550, 33522' } },
  ])
})

test('an IRIS given twice, a figure that is none and a code that is none are named with their line', async () => {
  const text = `IRIS;P21_LOG;P21_RP;P21_LOGVAC\n930100101;10;8;1\n930100101;11;8;1\n930100102;dix;8;1\n93010;1;1;1\n`
  const read = await readWhole(textSource('x.csv', text), bondy)
  expect(read.problems).toMatchObject([
    { code: 'duplicate_key', line: 3, column: 'IRIS', value: '930100101', params: { first: 2 } },
    { code: 'number_invalid', line: 4, column: 'P21_LOG', value: 'dix', severity: 'warning' },
    { code: 'area_code_invalid', line: 5, value: '93010' },
  ])
  expect(rowsOf(read, 'area')[1]?.values).toEqual({ LOG: null, RP: 8, LOGVAC: 1 })
})

test('columns of two years in one table are refused', async () => {
  const read = await readWhole(textSource('x.csv', 'IRIS;P16_LOG;P16_RP;P21_LOGVAC\n930100101;1;1;1\n'), bondy)
  expect(read.problems).toMatchObject([{ code: 'vintages_mixed', params: { columns: 'P16_RP, P21_LOGVAC' } }])
})

test('a table of something else is refused with its columns', async () => {
  const read = await readWhole(textSource('x.csv', 'NOM;PRENOM;AGE\nOrme;Jean;4\n'), bondy)
  expect(read.problems).toMatchObject([{ code: 'open_data_unknown', params: { columns: 'NOM, PRENOM, AGE' } }])
})

test('an old export in latin-1, whose first accent comes beyond what was looked at, keeps its accents', async () => {
  const head = 'IRIS;LIBIRIS;P16_LOG;P16_RP;P16_LOGVAC\n'
  const text = `${head}${'330630101;Bordeaux;1;1;1\n'.repeat(100_000)}930100405;Fosse de la R\xe9gale;5;4;1\n`
  const read = await readWhole(bytesSource('x.csv', Buffer.from(text, 'latin1')), bondy)
  expect(rowsOf(read, 'area')[0]?.name).toBe('Fosse de la Régale')
  expect(read.lines[0]).toBe(100_002)
})

test('a quoted name with a line end does not shift the lines', async () => {
  const text =
    'IRIS;LIBIRIS;P16_LOG;P16_RP;P16_LOGVAC\n330630101;"Bor\ndeaux; nord";1;1;1\n930100101;"La\nFlamiche";5;4;1\n930100102;x;5;4;1\n'
  const read = await readWhole(textSource('x.csv', text, 11), bondy)
  expect(read.lines).toEqual([4, 6, 0])
  expect(read.tally?.outside).toBe(1)
})
