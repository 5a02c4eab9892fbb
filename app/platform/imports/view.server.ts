/** An import as its page shows it: plain words and values, for the step it stands at. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { type HeaderMatch, headerProblems, type Mapping, matchHeaders } from '#packages/intake/headers.ts'
import { cellText } from '#packages/intake/table.ts'
import { openFieldsOf } from './open-columns.server.ts'
import { sentenceOf, toldProblem } from './problem-words.server.ts'
import { PROBLEM_SEVERITIES, problemsOf } from './problems.server.ts'
import type { RecognisedFile } from './reader.ts'
import { type ImportRecord, importOf, sameFileBefore, stageOf } from './record.server.ts'
import { standingOf } from './severity.ts'
import { importTargets, knownFileOf, tableName, targetOf } from './target.server.ts'

const PREVIEW_LINES = 20

export async function importView(tx: ActorTx, id: string, problemPage: number, severity: string | undefined) {
  const record = await importOf(tx, id)
  const stage = stageOf(record)
  const mayRun = may(tx.actor, 'import.run')
  const open = mayRun && (stage === 'received' || stage === 'checked')
  const same = open ? await sameFileBefore(tx, record) : undefined
  const wanted = PROBLEM_SEVERITIES.find((one) => one === severity)
  return {
    id,
    stage,
    fileName: record.file_name,
    bytes: Number(record.file_bytes),
    landlord: record.landlord,
    kind: record.kind,
    kindTitle: targetOf(record.kind)?.title() ?? null,
    kindLead: targetOf(record.kind)?.lead() ?? null,
    receivedAt: record.received_at.toISOString(),
    committedAt: record.committed_at?.toISOString() ?? null,
    committedBy: await nameOf(tx, record.committed_by),
    undoneAt: record.undone_at?.toISOString() ?? null,
    mayRun,
    mayUndo: may(tx.actor, 'import.undo') && stage === 'committed',
    sameFile: same?.committed_at ? { on: same.committed_at.toISOString(), by: same.by } : null,
    refused: open ? (record.refused ?? []).map(toldProblem) : [],
    reading: open && record.recognised ? readingView(record, record.recognised) : null,
    forced: record.forced,
    kinds: importTargets().map(({ reader, title }) => ({ value: reader.kind.id, label: title() })),
    subjects: open ? await subjectsView(tx, record) : null,
    columns: open && record.recognised ? await columnsView(tx, record, record.recognised) : null,
    result: resultView(record),
    problems: mayRun && record.tally ? await problemsView(tx, id, problemPage, wanted) : null,
  }
}

export type ImportView = Awaited<ReturnType<typeof importView>>

async function nameOf(tx: ActorTx, memberId: string | null): Promise<string | null> {
  if (!memberId) return null
  const row = await tx.selectFrom('member').select('display_name').where('id', '=', memberId).executeTakeFirst()
  return row?.display_name ?? null
}

function readingView(record: ImportRecord, recognised: RecognisedFile) {
  const { layout, header, headerLine, sample, sheets, problems } = recognised
  return {
    format: layout.format,
    encoding: layout.format === 'csv' ? layout.encoding : null,
    separator: layout.format === 'csv' ? layout.separator : null,
    damaged: layout.format === 'csv' && layout.doubleEncoded !== 'no' ? layout.doubleEncoded : null,
    sheet: layout.format === 'xlsx' ? layout.sheet : null,
    sheets: sheets.map(({ name }) => name),
    merged: layout.format === 'xlsx' && layout.merged.length > 0 ? layout.unmerge : null,
    crs: layout.format === 'geojson' ? layout.crs : null,
    swap: layout.format === 'geojson' ? layout.swap : null,
    headerLine,
    header,
    lines: sample
      .slice(0, PREVIEW_LINES)
      .map(({ line, cells }) => ({ line, cells: header.map((_name, at) => cellText(cells[at])) })),
    warnings: problems.map(toldProblem),
    known: record.kind ? null : (knownFileOf(header)?.answer() ?? null),
  }
}

async function subjectsView(tx: ActorTx, { kind, subject }: ImportRecord) {
  const open = targetOf(kind)?.open
  return open ? { label: open.label(), choices: [...(await open.subjects(tx))], value: subject ?? '' } : null
}

async function columnsView(tx: ActorTx, record: ImportRecord, { header, evidence, layout }: RecognisedFile) {
  const target = targetOf(record.kind)
  if (!target) return null
  const { kind } = target.reader
  const match = matchHeaders(kind, header)
  const choices = []
  for (const { name, label, hint, byDefault } of target.choices)
    choices.push({
      name,
      label: label(),
      hint: hint?.() ?? null,
      chosen: record.choices[name] ?? (await byDefault(tx)),
    })
  const open = await openFieldsOf(tx, target.open, record.subject)
  const readWith = open.flatMap(({ name, alongside }) => {
    const at = record.mapping[name]
    return at === undefined ? [] : [at, ...alongside(header, at)]
  })
  const own = Object.entries(kind.fields).map(([name, { required, reader }]) => {
    const at = record.mapping[name]
    const column = at === undefined ? undefined : evidence[at]
    const dated = reader.type === 'date' || reader.type === 'year'
    const counted = reader.type === 'decimal' || reader.type === 'integer'
    return {
      name,
      title: target.fieldName(name),
      required,
      at: at ?? null,
      askDates: dated && !column?.dates ? (column?.ambiguousDate ?? null) : null,
      askDecimal: counted && !column?.decimal ? (column?.ambiguousNumber ?? null) : null,
      dates: record.answers[name]?.dates ?? null,
      decimal: record.answers[name]?.decimal ?? null,
    }
  })
  return {
    fields: [...own, ...open.map(({ name, title }) => ({ ...UNASKED, name, title, at: record.mapping[name] ?? null }))],
    problems: headerProblems(header, openMatch(match, record.mapping)).map((problem) => ({
      ...toldProblem(problem),
      field: problem.field ?? null,
    })),
    // Of a published file what is needed is known; its other columns are nobody's loss.
    unread:
      layout.format === 'published'
        ? []
        : match.unread.filter((at) => !readWith.includes(at)).map((at) => header[at] ?? ''),
    choices,
  }
}

/** Forms of interviews write days and numbers in one way only. */
const UNASKED = { required: false, askDates: null, askDecimal: null, dates: null, decimal: null }

/** What nobody has answered yet. */
function openMatch(match: HeaderMatch, mapping: Mapping): HeaderMatch {
  const isOpen = ({ field }: { field: string }) => mapping[field] === undefined
  return { ...match, missing: match.missing.filter(isOpen), duplicated: match.duplicated.filter(isOpen) }
}

function resultView({ tally, outcome }: ImportRecord) {
  if (!tally) return null
  return {
    standing: standingOf(tally),
    lines: tally.lines,
    refused: tally.refused,
    repeated: tally.repeated,
    outcome: outcome && {
      ...outcome,
      tables: outcome.tables.map(({ table, ...counts }) => ({ title: tableName(table), ...counts })),
    },
  }
}

async function problemsView(tx: ActorTx, id: string, page: number, severity: string | undefined) {
  const { rows, total } = await problemsOf(tx, id, { page, severity })
  return {
    page,
    severity: severity ?? '',
    total,
    rows: rows.map((row) => ({ position: row.position, ...toldProblem(row) })),
  }
}

/** All that was kept, for the file: who may run imports only. */
export async function allProblems(tx: ActorTx, id: string) {
  must(tx.actor, 'import.run')
  await importOf(tx, id)
  const { rows } = await problemsOf(tx, id, { rows: 50_000 })
  return rows.map((row) => ({ ...row, message: sentenceOf(row) }))
}
