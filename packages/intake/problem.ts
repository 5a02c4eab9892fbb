/** `refused`: the file or the line cannot come in as it is. `warning`: it comes in, and this must be said. */
export type Severity = 'refused' | 'warning'

interface CodeEntry {
  readonly severity: Severity
  /** Names of the values that the sentence needs besides line, column and value. */
  readonly params?: readonly string[]
}

/**
 * Everything that can be wrong with a file. A code is never given a second meaning; its sentences are
 * `intake_<code>` in `messages/`. The severity is the usual one: a field may soften it.
 */
export const PROBLEM_CODES = {
  // — the file —
  /** No byte, or nothing but blank lines. */
  file_empty: { severity: 'refused' },
  /** A header and nothing under it. */
  no_rows: { severity: 'refused' },
  /** No line of the beginning looks like column names. */
  header_not_found: { severity: 'refused' },
  /** The name ends otherwise than the content: read by its content. */
  extension_differs: { severity: 'warning', params: ['extension', 'format'] },
  /** Excel 97–2003 workbook (OLE container with a Workbook stream). */
  format_xls: { severity: 'refused' },
  /** Excel binary workbook. */
  format_xlsb: { severity: 'refused' },
  /** OpenDocument spreadsheet. */
  format_ods: { severity: 'refused' },
  /** Apple Numbers document. */
  format_numbers: { severity: 'refused' },
  /** Workbook under a password: an OLE container with an EncryptedPackage stream. */
  format_encrypted: { severity: 'refused' },
  /** PDF, whatever its name says. */
  format_pdf: { severity: 'refused' },
  /** Web page, often an export named .xls. */
  format_html: { severity: 'refused' },
  /** XML that is no workbook. */
  format_xml: { severity: 'refused' },
  /** JSON that is no GeoJSON. */
  format_json: { severity: 'refused' },
  /** Archive holding other files. */
  format_zip: { severity: 'refused' },
  /** Word processor document. */
  format_document: { severity: 'refused' },
  /** Picture. */
  format_image: { severity: 'refused' },
  /** One of the files that make a shapefile together. */
  format_shapefile: { severity: 'refused' },
  /** Layers of a map program in one database: not read here. */
  format_geopackage: { severity: 'refused' },
  /** Bytes of no known kind. */
  format_unknown: { severity: 'refused' },
  /** This content is read here, but not for this purpose. */
  format_not_expected: { severity: 'refused', params: ['format', 'expected'] },

  // — text —
  /** A zero byte: not a text file. */
  nul_byte: { severity: 'refused', params: ['byte'] },
  /** Bytes that make no character in the file's encoding; `byte` counts from 1. */
  broken_character: { severity: 'refused', params: ['byte', 'encoding'] },
  /** UTF-8 read as windows-1252 and written again: « AchÃ¨res ». */
  double_encoded: { severity: 'refused', params: ['count', 'example', 'repaired'] },
  /** More than 1 MB without an end of line. */
  line_too_long: { severity: 'refused', params: ['limit'] },
  /** A quotation mark opened on this line is never closed. */
  quote_unclosed: { severity: 'refused' },
  /** Text stands between a closing quotation mark and the separator. */
  quote_stray: { severity: 'warning' },

  // — archives and workbooks —
  /** The archive's directory or an entry cannot be read. */
  zip_damaged: { severity: 'refused' },
  /** More entries than allowed; said by the directory, before anything is unpacked. */
  zip_too_many_entries: { severity: 'refused', params: ['count', 'limit'] },
  /** An entry unpacks to far more than its packed size. */
  zip_ratio: { severity: 'refused', params: ['name', 'limit'] },
  /** The whole would unpack to more than allowed. */
  zip_too_large: { severity: 'refused', params: ['limit'] },
  /** An archive inside the archive. */
  zip_nested: { severity: 'refused', params: ['name'] },
  /** A name that leaves the archive: `..`, absolute path, drive, symbolic link. */
  zip_unsafe_name: { severity: 'refused', params: ['name'] },
  /** Two names that differ by case only, or twice the same. */
  zip_duplicate_name: { severity: 'refused', params: ['name'] },
  /** Two entries share the same bytes: a bomb that its sizes do not show. */
  zip_overlap: { severity: 'refused', params: ['name'] },
  /** An entry under a password. */
  zip_encrypted: { severity: 'refused' },
  /** A packing method other than stored or deflate. */
  zip_method: { severity: 'refused', params: ['name'] },
  /** A part of the workbook is missing or is not well-formed XML. */
  xlsx_damaged: { severity: 'refused', params: ['part'] },
  /** A document type or an entity of its own: never in a workbook, often an attack. */
  xml_doctype: { severity: 'refused', params: ['part'] },
  /** The table of shared texts is too large to be held. */
  xlsx_strings_too_large: { severity: 'refused', params: ['limit'] },
  /** The sheet asked for is not in the workbook. */
  sheet_missing: { severity: 'refused', params: ['name', 'names'] },
  /** Several visible sheets: one is proposed. */
  sheet_choice: { severity: 'warning', params: ['name', 'names'] },
  /** Sheets that Excel does not show. */
  hidden_sheets: { severity: 'warning', params: ['count', 'names'] },
  /** Rows that Excel does not show; they are read. */
  hidden_rows: { severity: 'warning', params: ['count'] },
  /** Columns that Excel does not show; they are read. */
  hidden_columns: { severity: 'warning', params: ['count'] },
  /** Cells merged over several rows: only the first holds the value. */
  merged_cells: { severity: 'warning', params: ['count'] },
  /** A macro is in the workbook; it is neither opened nor run. */
  macros_ignored: { severity: 'warning' },
  /** Links to other workbooks; nothing is fetched. */
  external_links_ignored: { severity: 'warning' },
  /** The table stops exactly where Excel stops: it is probably cut. */
  excel_limit: { severity: 'warning', params: ['limit'] },
  /** An error of the spreadsheet: #N/A, #REF!, #VALUE!… */
  error_cell: { severity: 'refused' },
  /** A formula whose result was never saved. */
  formula_without_value: { severity: 'refused' },
  /** Serial 60 is 29 February 1900, which never was. */
  serial_60: { severity: 'refused' },

  // — GeoJSON —
  /** Not JSON from this feature on. `feature` counts from 1, 0 is the file's own members. */
  json_invalid: { severity: 'refused' },
  /** Lists within lists deeper than any map needs. */
  json_too_deep: { severity: 'refused', params: ['limit'] },
  /** The same key twice in one object. */
  json_duplicate_key: { severity: 'refused', params: ['key'] },
  /** `__proto__` and its like. */
  json_forbidden_key: { severity: 'refused', params: ['key'] },
  /** A number that no computer holds, such as 1e400, or NaN. */
  json_number: { severity: 'refused' },
  /** Not a FeatureCollection. */
  geojson_not_collection: { severity: 'refused' },
  /** One feature is larger than allowed. */
  feature_too_large: { severity: 'refused', params: ['limit'] },
  /** A coordinate system that is neither WGS84 nor Lambert-93. */
  crs_unknown: { severity: 'refused', params: ['crs'] },
  /** No coordinate system is named: recognised by the size of the numbers. */
  crs_guessed: { severity: 'warning', params: ['crs'] },
  /** Latitude stands before longitude. */
  coordinates_swapped: { severity: 'refused' },
  /** A feature without a place. */
  geometry_null: { severity: 'refused' },
  /** A polygon where a point is needed, or the other way round. */
  geometry_type: { severity: 'refused', params: ['type', 'expected'] },
  /** Coordinates that are no pair of numbers. */
  geometry_invalid: { severity: 'refused' },
  /** A ring that is not closed or has fewer than four positions. */
  ring_open: { severity: 'refused' },
  /** A ring that crosses itself. */
  ring_crossed: { severity: 'refused' },

  // — header —
  /** A required column was not found among the headers. */
  column_missing: { severity: 'refused' },
  /** Several columns carry the same name: which one is meant? */
  header_duplicated: { severity: 'refused', params: ['columns'] },
  /** A column that Palier never reads, by rule of minimisation. */
  column_forbidden: { severity: 'warning', params: ['reason'] },

  // — lines —
  /** More filled cells than headers: a separator stands inside a text. */
  too_many_cells: { severity: 'refused', params: ['expected', 'found'] },
  /** Fewer cells than headers: the end of the line is taken as empty. */
  too_few_cells: { severity: 'warning', params: ['expected', 'found'] },
  /** A total under the table, left out. */
  total_row: { severity: 'warning' },
  /** The same key on two lines with different content. */
  duplicate_key: { severity: 'refused', params: ['first'] },
  /** The very same line twice: kept once. */
  duplicate_row: { severity: 'warning', params: ['first'] },
  /** Two lines of one thing disagree where they should not; the first stands. */
  repeated_value_differs: { severity: 'warning', params: ['first'] },

  // — values —
  /** Nothing where something is required. */
  value_missing: { severity: 'refused' },
  /** No number. */
  number_invalid: { severity: 'refused' },
  /** A whole number is needed. */
  integer_invalid: { severity: 'refused' },
  /** `1.234`: one and a fraction, or one thousand two hundred thirty-four? Asked once per column. */
  number_ambiguous: { severity: 'refused' },
  /** `8,94E+13`: the spreadsheet has lost the digits. */
  digits_lost: { severity: 'refused' },
  /** Outside what can be. */
  out_of_range: { severity: 'refused', params: ['min', 'max'] },
  /** Outside what is likely: the value is left empty. */
  value_set_aside: { severity: 'warning', params: ['min', 'max'] },
  /** Not written as a date. */
  date_invalid: { severity: 'refused' },
  /** Written as a date, but no such day: 31/02/2025. */
  date_impossible: { severity: 'refused' },
  /** `03/04/2025`: day or month first? Asked once per column. */
  date_ambiguous: { severity: 'refused' },
  /** A year of two digits. */
  year_short: { severity: 'refused' },
  /** 01/01/1900 and its like, written by software for « unknown »: left empty. */
  date_placeholder: { severity: 'warning' },
  /** A day number of a spreadsheet, read as a date. */
  date_from_serial: { severity: 'warning', params: ['read'] },
  /** No commune code. */
  insee_invalid: { severity: 'refused' },
  /** A commune code whose leading zero was lost. */
  insee_restored: { severity: 'warning', params: ['read'] },
  /** No postal code. */
  postal_invalid: { severity: 'refused' },
  /** A postal code whose leading zero was lost. */
  postal_restored: { severity: 'warning', params: ['read'] },
  /** No telephone number: left empty. */
  phone_invalid: { severity: 'warning' },
  /** A telephone number whose leading zero was lost. */
  phone_restored: { severity: 'warning', params: ['read'] },
  /** Not fourteen digits with their check digit. */
  siret_invalid: { severity: 'refused' },
  /** No e-mail address: left empty. */
  email_invalid: { severity: 'warning' },
  /** None of the words expected. */
  choice_unknown: { severity: 'refused', params: ['allowed'] },
  /** Longer than allowed. */
  text_too_long: { severity: 'refused', params: ['limit', 'length'] },
  /** Invisible or direction-changing characters, or letters of two alphabets in one word. */
  deceptive_characters: { severity: 'warning' },
  // — public files —
  /** None of the public files known here. */
  open_data_unknown: { severity: 'refused', params: ['columns'] },
  /** Columns of two years in one table. */
  vintages_mixed: { severity: 'refused', params: ['columns'] },
  /** No line is of the perimeter; `held` names what the file holds instead. */
  perimeter_absent: { severity: 'refused', params: ['held'] },
  /** The file is too large to be read without knowing where the perimeter is. */
  perimeter_needed: { severity: 'refused' },
  /** No code of an area of the expected form. */
  area_code_invalid: { severity: 'refused' },
  /** A point that is nowhere in France: left without a place. */
  place_impossible: { severity: 'warning' },
  /** A shapefile without one of its parts. */
  shapefile_part_missing: { severity: 'refused', params: ['part'] },
  /** A part of a shapefile that stops too early or contradicts itself. */
  shapefile_damaged: { severity: 'refused', params: ['part'] },
  /** A contour without the code of its area. */
  contour_code_missing: { severity: 'refused' },
  /** Equipment coded as before 2023, and no passage table. */
  bpe_coding_old: { severity: 'warning', params: ['year'] },
  /** A type that the passage table given does not know. */
  bpe_type_unknown: { severity: 'warning' },
  /** The stream of OpenStreetMap stops in the middle; `byte` counts from 1. */
  osm_truncated: { severity: 'refused', params: ['byte'] },
  /** A block of OpenStreetMap that cannot be read. */
  osm_damaged: { severity: 'refused', params: ['byte'] },
  /** A packing or a content of a .pbf that is not read. */
  osm_not_supported: { severity: 'refused', params: ['feature'] },
  /** Outlines made of several ways, left out. */
  osm_relations_skipped: { severity: 'warning', params: ['count'] },
  /** A timetable without one of the files it needs. */
  gtfs_file_missing: { severity: 'refused', params: ['name'] },
  /** A stop time of a stop that stops.txt does not have. */
  gtfs_stop_unknown: { severity: 'refused', params: ['name'] },
  /** No time of day as HH:MM:SS. */
  gtfs_time_invalid: { severity: 'refused', params: ['name'] },
  /** Latitude and longitude that are nowhere in France. */
  gtfs_position_invalid: { severity: 'refused', params: ['name'] },
  /** The timetable ended before today. */
  gtfs_expired: { severity: 'warning', params: ['until'] },
} as const satisfies Record<string, CodeEntry>

export type ProblemCode = keyof typeof PROBLEM_CODES
export type ProblemParams = Readonly<Record<string, string | number>>

/** One thing wrong, plain data that can be stored, counted and downloaded. */
export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  /** Line of the file, row of the sheet or number of the feature; 0 for the file as a whole. */
  readonly line: number
  /** Header of the column, as written in the file. */
  readonly column?: string
  /** The value found, shortened and without invisible characters. */
  readonly value?: string
  readonly params: ProblemParams
}

/** A problem of the whole file or of one line, with the usual severity of its code. */
export function problem(code: ProblemCode, line = 0, params: ProblemParams = {}, value?: string): Problem {
  const { severity } = PROBLEM_CODES[code]
  return { code, severity, line, params, ...(value === undefined ? {} : { value: shown(value) }) }
}

const SHOWN_LENGTH = 60
// Line ends, controls, zero-width and direction marks: a value shown in a list must not act on the list.
const UNSHOWABLE = /[\p{Cc}\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu

/** A value of the file, safe to show: at most 60 characters, invisible ones as `·`, cut between characters. */
export function shown(value: string): string {
  const head = value.slice(0, SHOWN_LENGTH * 4).replace(UNSHOWABLE, '·')
  const characters = Array.from(head)
  if (characters.length <= SHOWN_LENGTH && head.length >= value.length) return head
  return `${characters.slice(0, SHOWN_LENGTH - 1).join('')}…`
}

/** Key of the sentence in the catalogues, and what fills its placeholders, all as text. */
export function messageOf(found: Problem): { key: `intake_${ProblemCode}`; inputs: Record<string, string> } {
  const inputs: Record<string, string> = {
    line: String(found.line),
    column: found.column ?? '',
    value: found.value ?? '',
  }
  for (const [name, param] of Object.entries(found.params)) inputs[name] = String(param)
  return { key: `intake_${found.code}`, inputs }
}
