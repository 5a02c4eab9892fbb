import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { headerProblems, matchHeaders } from './headers.ts'
import { importKind, optional, required } from './kind.ts'
import { readWhole, sheetRow, textFile, workbook, workbookBytes } from './made-files.ts'
import { recognise } from './recognise.ts'
import { bytesSource, type Source } from './source.ts'
import { inseeCode, phone, postalCode, siret } from './values/code.ts'
import { date, year } from './values/date.ts'
import { decimal, integer } from './values/number.ts'
import { key, text } from './values/word.ts'

const homes = importKind({
  id: 'test.homes',
  formats: ['csv', 'xlsx', 'geojson'],
  fields: {
    code: required(key()),
    name: optional(text(250)),
    commune: optional(inseeCode()),
    postal: optional(postalCode()),
    area: optional(decimal({ min: 5, max: 2000 })),
    rooms: optional(integer({ min: 1, max: 30 })),
    born: optional(year({ min: 1900, max: 2026 })),
    since: optional(date()),
    phone: optional(phone()),
    siret: optional(siret()),
    x: optional(decimal()),
    y: optional(decimal()),
  },
  dialects: [
    {
      id: 'one',
      headers: {
        code: ['Code', 'N° logement'],
        name: ['Nom', "Nom de l'occupant"],
        commune: ['Commune'],
        postal: ['CP'],
        area: ['Surface'],
        rooms: ['Pièces'],
        born: ['Né en'],
        since: ['Depuis'],
        phone: ['Tél'],
        siret: ['SIRET'],
        x: ['geometry.x'],
        y: ['geometry.y'],
      },
    },
  ],
  key: ['code'],
})

const csv = (content: string) => textFile('logements.csv', content)
const bytes = (content: Uint8Array | readonly number[], name = 'logements.csv') =>
  bytesSource(name, Uint8Array.from(content))
const latin1 = (content: string) => bytes(Array.from(content, (c) => c.charCodeAt(0)))
const utf16 = (content: string, little: boolean, mark: boolean) =>
  bytes(
    [...(mark ? [0xfeff] : []), ...Array.from(content, (c) => c.charCodeAt(0))].flatMap((u) =>
      little ? [u & 255, u >> 8] : [u >> 8, u & 255],
    ),
  )
const zipped = (parts: Record<string, string>, name = 'essai.xlsx') =>
  bytesSource(
    name,
    zipSync(Object.fromEntries(Object.entries(parts).map(([part, content]) => [part, strToU8(content)]))),
  )
const patched = (change: (view: DataView, directory: number) => void) => {
  const made = workbookBytes({ sheets: [{ rows: sheetRow(1, ['Code']) + sheetRow(2, ['A1']) }] })
  const view = new DataView(made.buffer, made.byteOffset, made.byteLength)
  let directory = made.length - 4
  while (view.getUint32(directory, true) !== 0x06054b50) directory--
  change(view, view.getUint32(directory + 16, true))
  return bytesSource('essai.xlsx', made)
}
const point = (x: number | string, y: number | string, properties = '{"Code":"A1"}') =>
  `{"type":"Feature","properties":${properties},"geometry":{"type":"Point","coordinates":[${x},${y}]}}`
const collection = (...features: string[]) =>
  textFile('carte.geojson', `{"type":"FeatureCollection","features":[${features.join(',')}]}`)

describe('what is only unusual is read', () => {
  const table = 'Code;Nom\nA1;Achères\nA2;Noël\n'
  const read: readonly (readonly [string, Source])[] = [
    ['1 commas', csv('Code,Nom\nA1,Achères\nA2,Noël\n')],
    ['1 tabulations', csv('Code\tNom\nA1\tAchères\nA2\tNoël\n')],
    ['1 vertical bars', csv('Code|Nom\nA1|Achères\nA2|Noël\n')],
    ['1 the hint of Excel', csv('sep=;\r\nCode;Nom\r\nA1;Achères\r\nA2;Noël')],
    ['2 a byte order mark', csv(`\uFEFF${table}`)],
    ['3 latin-1', latin1(table)],
    ['4 UTF-16 LE with mark', utf16(table, true, true)],
    ['4 UTF-16 BE with mark', utf16(table, false, true)],
    ['4 UTF-16 LE without mark', utf16(table, true, false)],
    ['4 UTF-16 BE without mark', utf16(table, false, false)],
    ['8 blank lines and tails', csv('Code;Nom;;;\n\nA1;Achères;;;\n;;;;\nA2;Noël;;;\n;;;;\n;;;;\n')],
    ['11 old Macintosh line ends', csv(table.replaceAll('\n', '\r'))],
    ['11 mixed line ends', csv('Code;Nom\r\nA1;Achères\rA2;Noël\n')],
    ['13 other order, extra columns', csv('Divers;NOM;CODE\nx;Achères;A1\ny;Noël;A2\n')],
    ['13 case, apostrophe, no-break space', csv('n°\u00A0LOGEMENT;NOM DE L’OCCUPANT\nA1;Achères\nA2;Noël\n')],
    ['13 small words, and words for number', csv('Numéro du logement;Nom de l\u2019occupant\nA1;Achères\nA2;Noël\n')],
    ['14 titles above', csv('Habitat des Ormes;\nÉdité le 3 mars;\n;\nCode;Nom\nA1;Achères\nA2;Noël\n')],
    [
      '22 a workbook',
      workbook({
        sheets: [{ rows: sheetRow(1, ['Code', 'Nom']) + sheetRow(2, ['A1', 'Achères']) + sheetRow(3, ['A2', 'Noël']) }],
      }),
    ],
    [
      '22 a workbook whose first sheets are a cover and notes',
      workbook({
        sheets: [
          { name: 'Lisez-moi', rows: sheetRow(1, ['Habitat des Ormes']) },
          { name: 'Notes', rows: sheetRow(1, ['Version', 'Auteur']) + sheetRow(2, ['2', 'Ada']) },
          {
            name: 'Logements',
            rows: sheetRow(1, ['Code', 'Nom']) + sheetRow(2, ['A1', 'Achères']) + sheetRow(3, ['A2', 'Noël']),
          },
        ],
      }),
    ],
    ['30 accents as two characters', csv(table.normalize('NFD'))],
  ]
  test.each(read)('%s', async (_name, source) => {
    const { rows, problems } = await readWhole(source, homes)
    expect(rows.map(({ code, name }) => [code, name])).toEqual([
      ['A1', 'Achères'],
      ['A2', 'Noël'],
    ])
    expect(problems.filter(({ code }) => code !== 'sheet_choice')).toEqual([])
  })

  test('11 a line end inside quotation marks belongs to the cell, and later lines keep their number', async () => {
    const { rows, problems } = await readWhole(csv('Code;Nom;Surface\nA1;"deux\r\nlignes";20\nA2;x;trop\n'), homes)
    expect(rows[0]?.name).toBe('deux lignes')
    expect(problems).toMatchObject([{ code: 'number_invalid', line: 4, column: 'Surface', value: 'trop' }])
  })

  test('27, 28, 31 formulas, markup, emoji and odd names stay text', async () => {
    const names = [
      '=HYPERLINK("http://x")',
      '+cmd|x',
      '@SUM(A1)',
      '-2+3',
      '<script>alert(1)</script>',
      '{{7*7}}',
      '#set page()',
      '%0A',
      "' OR 1=1",
      'NULL',
      'Vrai',
      'X',
      '👩‍🚀 Ada',
      "O'Brien",
      "d'Aÿ",
      'é'.repeat(200),
    ]
    const { rows, problems } = await readWhole(
      csv(`Code;Nom\n${names.map((name, at) => `${at + 1}A;"${name.replaceAll('"', '""')}"`).join('\n')}\n`),
      homes,
    )
    expect(problems).toEqual([])
    expect(rows.map(({ name }) => name)).toEqual(names)
  })
})

describe('what is wrong is named', () => {
  const value = (column: string, cell: string) => csv(`Code;${column}\nA1;${cell}\n`)
  const named: readonly (readonly [string, Source, object])[] = [
    [
      '5 accents encoded twice',
      csv('Code;Nom\nA1;AchÃ¨res\nA2;NoÃ«l\n'),
      { code: 'double_encoded', severity: 'refused', params: { count: 2, example: 'AchÃ¨res', repaired: 'Achères' } },
    ],
    [
      '6 a broken character',
      bytes([...strToU8('Code;Nom\nA1;Achères é è à\nA2;No'), 0xc3, 0x28, ...strToU8('l\n')]),
      { code: 'broken_character', line: 3, params: { byte: 36, encoding: 'utf-8' } },
    ],
    [
      '6 a character cut by the end',
      bytes([...strToU8('Code;Nom\nA1;Achères\nA2;No'), 0xc3]),
      { code: 'broken_character', line: 3 },
    ],
    ['7 a zero byte', bytes([...strToU8('Code;Nom\nA1;x\nA2;'), 0, ...strToU8('\n')]), { code: 'nul_byte', line: 3 }],
    ['8 nothing', csv(''), { code: 'file_empty' }],
    ['8 only blank lines', csv('\n\n;;;\n'), { code: 'file_empty' }],
    ['8 only a header', csv('Code;Nom\n'), { code: 'no_rows' }],
    ['10 an unclosed quotation mark', csv('Code;Nom\nA1;x\nA2;"ouvert\nA3;y\n'), { code: 'quote_unclosed', line: 3 }],
    ['13 a required column missing', csv('Nom;Surface\nx;12\n'), { code: 'column_missing', column: 'Code' }],
    ['15 a total', csv('Code;Surface\nA1;20\nA2;30\nTotal;50\n'), { code: 'total_row', line: 4 }],
    [
      '16 a lost zero',
      value('Commune', '1004'),
      { code: 'insee_restored', severity: 'warning', params: { read: '01004' } },
    ],
    ['16 no code', value('Commune', '7500'), { code: 'insee_restored', params: { read: '07500' } }],
    [
      '16 a letter too many',
      value('Commune', '9301O'),
      { code: 'insee_invalid', line: 2, column: 'Commune', value: '9301O' },
    ],
    ['17 a SIRET without its digits', value('SIRET', '8,94E+13'), { code: 'digits_lost', severity: 'refused' }],
    [
      '17 a telephone without its zero',
      value('Tél', '612345678'),
      { code: 'phone_restored', params: { read: '0612345678' } },
    ],
    ['18 an ambiguous number', value('Surface', '1.234'), { code: 'number_ambiguous', value: '1.234' }],
    ['19 an ambiguous date', value('Depuis', '03/04/2025'), { code: 'date_ambiguous' }],
    ['19 an impossible date', value('Depuis', '31/02/2025'), { code: 'date_impossible', value: '31/02/2025' }],
    ['19 a day number', value('Depuis', '45750'), { code: 'date_from_serial', params: { read: '2025-04-03' } }],
    ['19 a default date', value('Depuis', '01/01/1900'), { code: 'date_placeholder' }],
    ['19 a short year', value('Depuis', '25/12/25'), { code: 'year_short' }],
    ['20 serial 60', value('Depuis', '60'), { code: 'serial_60' }],
    ['22 an error cell', value('Surface', '#N/A'), { code: 'error_cell', column: 'Surface', value: '#N/A' }],
    ['29 a direction mark', value('Nom', 'Ada\u202Etxt'), { code: 'deceptive_characters', value: 'Ada·txt' }],
    ['29 two alphabets in a word', value('Nom', 'P\u0430ris'), { code: 'deceptive_characters' }],
    [
      '31 too long a text',
      value('Nom', 'x'.repeat(251)),
      { code: 'text_too_long', params: { limit: 250, length: 251 } },
    ],
    [
      '34 a key twice',
      csv('Code;Surface\nA1;20\nA2;30\nA1;25\n'),
      { code: 'duplicate_key', line: 4, value: 'A1', params: { first: 2 } },
    ],
    [
      '34 a line twice',
      csv('Code;Surface\nA1;20\nA1;20\n'),
      { code: 'duplicate_row', severity: 'warning', params: { first: 2 } },
    ],
    ['36 a negative area', value('Surface', '-300'), { code: 'out_of_range', params: { min: 5, max: 2000 } }],
    ['36 a birth to come', value('Né en', '2031'), { code: 'out_of_range', value: '2031' }],
    ['36 four hundred rooms', value('Pièces', '400'), { code: 'out_of_range', value: '400' }],
    ['a separator inside a text', csv('Code;Nom\nA1;Résidence; des Ormes\n'), { code: 'too_many_cells', line: 2 }],
    ['a cut line', csv('Code;Nom;Surface\nA1;x;20\nA2;y'), { code: 'too_few_cells', line: 3 }],
  ]
  test.each(named)('%s', async (_name, source, expected) => {
    const { problems } = await readWhole(source, homes)
    expect(problems).toContainEqual(expect.objectContaining(expected))
  })

  test('5 the repair offered gives the accents back', async () => {
    const { rows, problems } = await readWhole(csv('Code;Nom\nA1;AchÃ¨res\nA2;l’Ã®le\n'), homes, {
      forced: { doubleEncoded: 'repair' },
    })
    expect(rows.map(({ name }) => name)).toEqual(['Achères', 'l’île'])
    expect(problems).toEqual([])
  })

  test('9 a line without end is refused at one million characters', async () => {
    let given = 0
    const endless: Source = {
      name: 'x.csv',
      size: 1e10,
      async *open() {
        for (; given < 1e9; given += 65_536) yield new Uint8Array(65_536).fill(0x61)
      },
    }
    const { codes } = await readWhole(endless, homes, { forced: { encoding: 'utf-8' } })
    expect(codes).toEqual(['line_too_long'])
    expect(given).toBeLessThan(1e7)
  })

  test('12 a header that stands twice is asked, not guessed', async () => {
    const { recognised } = await recognise(csv('Code;Nom;Nom\nA1;x;y\n'), { kinds: [homes] })
    const header = recognised?.header ?? []
    const match = matchHeaders(homes, header)
    expect(match.mapping).toEqual({ code: 0 })
    expect(headerProblems(header, match)).toMatchObject([
      { code: 'header_duplicated', column: 'Nom', params: { columns: '2, 3' } },
    ])
  })

  test('18, 19 one decisive value in the column answers for the others', async () => {
    const { rows, problems } = await readWhole(
      csv('Code;Surface;Depuis\nA1;1.234;03/04/2025\nA2;12,5;25/04/2025\nA3;1 234,50 €;2025-4-3\nA4;(12);\n'),
      homes,
    )
    expect(rows.map(({ area, since }) => [area, since])).toEqual([
      [1234, '2025-04-03'],
      [12.5, '2025-04-25'],
      [1234.5, '2025-04-03'],
    ])
    expect(problems).toMatchObject([{ code: 'out_of_range', line: 5, value: '(12)' }])
  })

  test('18, 19 the answer of a person is followed, and a question is asked once', async () => {
    const file = csv('Code;Surface;Depuis\nA1;1.234;03/04/2025\nA2;1.500;05/04/2025\n')
    const asked = await readWhole(file, homes)
    expect(asked.codes).toEqual(['number_ambiguous', 'date_ambiguous'])
    expect(asked.tally).toMatchObject({ problems: { number_ambiguous: 2, date_ambiguous: 2 }, refused: 2 })
    const answered = await readWhole(file, homes, {
      columns: { area: { decimal: ',' }, since: { dates: 'month-first' } },
    })
    expect(answered.rows).toMatchObject([
      { area: 1234, since: '2025-03-04' },
      { area: 1500, since: '2025-05-04' },
    ])
  })

  test('problems beyond the cap are counted and not kept', async () => {
    const { problems, tally } = await readWhole(csv(`Code;Surface\n${'A;x\n'.repeat(50)}`), homes, { problemCap: 5 })
    expect(problems).toHaveLength(5)
    expect(tally).toMatchObject({ problems: { number_invalid: 50 }, refused: 50 })
  })
})

describe('other contents are recognised whatever their name', () => {
  const ole = (inside: string) =>
    bytes(
      [0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600), ...Array.from(inside).flatMap((c) => [c.charCodeAt(0), 0])],
      'x.xlsx',
    )
  const refused: readonly (readonly [string, Source, string])[] = [
    ['23 an old workbook', ole('Workbook'), 'format_xls'],
    ['23 a workbook under a password', ole('EncryptedPackage'), 'format_encrypted'],
    [
      '23 an OpenDocument sheet',
      zipped({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }, 'x.ods'),
      'format_ods',
    ],
    ['23 a Numbers sheet', zipped({ 'Index/Document.iwa': 'x' }, 'x.numbers'), 'format_numbers'],
    ['23 a PDF named .csv', csv('%PDF-1.7\n'), 'format_pdf'],
    ['23 a web page named .xls', textFile('x.xls', '<html><body><table><tr><td>1'), 'format_html'],
    ['23 a picture', bytes([0x89, 0x50, 0x4e, 0x47, 1, 2, 3], 'x.csv'), 'format_image'],
    ['23 an archive', zipped({ 'a.csv': 'x' }), 'format_zip'],
    ['a layer of a shapefile', bytes([0, 0, 0x27, 0x0a, ...new Uint8Array(96)], 'x.shp'), 'format_shapefile'],
    ['a GeoPackage', csv(`SQLite format 3\0${'x'.repeat(99)}`), 'format_geopackage'],
    ['its table', bytes([3, 122, 5, 1, 0, 0, 0, 0, 33, 0, 9, 0, ...new Uint8Array(21)], 'x.dbf'), 'format_shapefile'],
    ['its projection', csv('PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993"]]'), 'format_shapefile'],
    ['25 an archive in an archive', zipped({ 'a.zip': 'x' }), 'zip_nested'],
    ['26 a name that climbs', zipped({ '../../etc/x': 'x' }), 'zip_unsafe_name'],
    ['26 an absolute name', zipped({ '/etc/x': 'x' }), 'zip_unsafe_name'],
    ['26 two names that differ by case', zipped({ 'a.csv': 'x', 'A.csv': 'y' }), 'zip_duplicate_name'],
    ['26 a symbolic link', patched((view, at) => view.setUint32(at + 38, 0xa1ff0000, true)), 'zip_unsafe_name'],
    ['an encrypted entry', patched((view, at) => view.setUint16(at + 8, 1, true)), 'zip_encrypted'],
    ['25 an entry that grows too much', patched((view, at) => view.setUint32(at + 24, 500_000_000, true)), 'zip_ratio'],
    ['a cut archive', bytes(workbookBytes({ sheets: [{ rows: '' }] }).slice(0, 300), 'x.xlsx'), 'zip_damaged'],
    ['JSON that is no map', textFile('x.json', '{"a":1}'), 'format_json'],
  ]
  test.each(refused)('%s', async (_name, source, code) => {
    expect((await recognise(source, { kinds: [homes] })).refused).toMatchObject([{ code }])
  })

  test('25 a million entries are refused by the directory alone', async () => {
    const made = workbookBytes({ sheets: [{ rows: '' }] })
    new DataView(made.buffer).setUint16(made.length - 12, 65_000, true)
    expect((await recognise(bytesSource('x.xlsx', made))).refused).toMatchObject([
      { code: 'zip_too_many_entries', params: { count: 65_000 } },
    ])
  })

  test('25 an entry longer than its directory says is stopped', async () => {
    const source = patched((view, at) => {
      let entry = at
      while (
        !new TextDecoder()
          .decode(new Uint8Array(view.buffer, view.byteOffset + entry + 46, 20))
          .startsWith('xl/worksheets')
      )
        entry += 46 + view.getUint16(entry + 28, true)
      view.setUint32(entry + 24, 10, true)
    })
    expect((await recognise(source)).refused).toMatchObject([{ code: 'xlsx_damaged' }])
  })

  test('24 a document type with entities is refused', async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'
    const { codes } = await readWhole(
      workbook({ sheets: [{ rows: '' }], extra: { 'xl/worksheets/sheet1.xml': bomb } }),
      homes,
    )
    expect(codes).toEqual(['xml_doctype'])
  })
})

describe('GeoJSON', () => {
  test('a point, its properties and its place', async () => {
    const { rows, problems } = await readWhole(
      collection(point(2.48, 48.9), point(2.49, 48.91, '{"Code":"A2","Surface":"12,5"}')),
      homes,
    )
    expect(problems).toEqual([])
    expect(rows).toMatchObject([
      { code: 'A1', x: 2.48, y: 48.9 },
      { code: 'A2', area: 12.5 },
    ])
  })

  const refused: readonly (readonly [string, Source, object])[] = [
    ['37 latitude first', collection(point(48.9, 2.48)), { code: 'coordinates_swapped' }],
    [
      '37 metres without a named system',
      collection(point(661606.8, 6867199.4)),
      { code: 'crs_guessed', params: { crs: 'lambert93' } },
    ],
    ['37 not a number', collection(point(2.4, 48.9), point('NaN', 48)), { code: 'json_number', line: 2 }],
    [
      '37 no place',
      collection('{"type":"Feature","properties":{"Code":"A1"},"geometry":null}'),
      { code: 'geometry_null', line: 1 },
    ],
    [
      '37 a ring that crosses itself',
      collection(
        '{"type":"Feature","properties":{"Code":"A1"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}}',
      ),
      { code: 'ring_crossed', line: 1 },
    ],
    [
      '37 lines where points are needed',
      collection(
        '{"type":"Feature","properties":{"Code":"A1"},"geometry":{"type":"LineString","coordinates":[[2,48],[2.1,48]]}}',
      ),
      { code: 'geometry_type', line: 1, params: { type: 'LineString', expected: 'Point' } },
    ],
    [
      '39 __proto__',
      collection(point(2, 48), point(2, 48, '{"__proto__":{"admin":true}}')),
      { code: 'json_forbidden_key', line: 2 },
    ],
    [
      '39 __proto__ in disguise',
      collection(point(2, 48, '{"__pr\\u006fto__":1}')),
      { code: 'json_forbidden_key', line: 1 },
    ],
    [
      '39 ten thousand levels',
      collection(point(2, 48, `{"a":${'['.repeat(1e4)}${']'.repeat(1e4)}}`)),
      { code: 'json_too_deep', line: 1 },
    ],
    [
      '39 a key twice',
      collection(point(2, 48, '{"a":1,"a":2}')),
      { code: 'json_duplicate_key', line: 1, params: { key: 'a' } },
    ],
    ['39 1e400', collection(point(2, '1e400')), { code: 'json_number', line: 1 }],
    [
      '40 cut in the middle',
      textFile('x.geojson', `{"type":"FeatureCollection","features":[${point(2, 48)},{"type":"Fea`),
      { code: 'json_invalid', line: 2 },
    ],
  ]
  test.each(refused)('%s', async (_name, source, expected) => {
    expect((await readWhole(source, homes)).problems).toContainEqual(expect.objectContaining(expected))
  })
})
