/** The codebook and the coded interviews for other programs of analysis (REFI-QDA), and the codebook of another program taken in. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { m } from '#messages'
import { bytesSource } from '#packages/intake/source.ts'
import { readCodebook, writeCodebook } from '#packages/refi-qda/codebook.ts'
import type { Project, Code as RefiCode, TextSource } from '#packages/refi-qda/model.ts'
import { readProject } from '#packages/refi-qda/read-project.ts'
import { RefiError } from '#packages/refi-qda/refi-error.ts'
import { writeProject } from '#packages/refi-qda/write-project.ts'
import { codesOf, makeCode } from './codes.server.ts'
import type { Code } from './codes.ts'
import { type BroughtMarks, importMarks } from './foreign-marks.server.ts'
import { type Text, textsOf } from './interview-texts.server.ts'
import { keyOf, partOf } from './passages.ts'

const ORIGIN = 'Palier 1'

/** The codebook as a `.qdc` file. */
export async function codebookFile(tx: ActorTx): Promise<string> {
  const codes = await codesOf(tx)
  await sql`select audit_act('export', 'codebook', array[]::text[], ${`${codes.length} codes, qdc`})`.execute(tx)
  return writeCodebook({ origin: ORIGIN, codes: treeOf(codes), sets: [] })
}

function treeOf(codes: readonly Code[], parent: string | null = null): RefiCode[] {
  return codes
    .filter(({ parentId }) => parentId === parent)
    .map(({ id, name, definition, colour }) => ({
      guid: id,
      name,
      codable: true,
      colour,
      ...(definition === '' ? {} : { description: definition }),
      noteRefs: [],
      children: treeOf(codes, id),
    }))
}

/** All coded interviews as a `.qdpx` project. A file for the coding team: it holds what people said, without names. */
export async function projectFile(tx: ActorTx, now = new Date()): Promise<Uint8Array> {
  must(tx.actor, 'survey.coding.write')
  const [codes, texts, marks] = [await codesOf(tx), await textsOf(tx), await marksOf(tx)]
  await sql`select audit_act('export', 'coded-interviews', array[]::text[], ${`${texts.length} texts, qdpx`})`.execute(
    tx,
  )
  const coders = [...new Map(marks.map(({ coder_id, coder }) => [coder_id, coder]))]
  const project: Project = {
    name: m.survey_coding_project(),
    origin: ORIGIN,
    createdAt: now.toISOString(),
    users: coders.map(([guid, name]) => ({ guid, name })),
    codes: treeOf(codes),
    variables: [],
    cases: [...new Map(texts.map(({ interview_id, rank }) => [interview_id, rank]))].map(([guid, rank]) => ({
      guid,
      name: m.survey_coding_rank({ rank }),
      codes: [],
      values: [],
      sources: texts.filter((text) => text.interview_id === guid).map(({ guid: source }) => source),
      selections: [],
    })),
    sources: texts.map((text) => sourceOf(text, marks)),
    notes: [],
    links: [],
    sets: [],
    noteRefs: [],
  }
  const pieces: Uint8Array[] = []
  for await (const piece of writeProject(project, () => [])) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function marksOf(tx: ActorTx) {
  return tx
    .selectFrom('survey_excerpt as excerpt')
    .innerJoin('member', 'member.id', 'excerpt.coder_id')
    .select([
      'excerpt.id',
      'excerpt.interview_id',
      'excerpt.answer_id',
      'excerpt.part',
      'excerpt.start_at',
      'excerpt.end_at',
    ])
    .select(['excerpt.code_id', 'excerpt.coder_id', 'excerpt.marked_at', 'member.display_name as coder'])
    .orderBy('excerpt.id')
    .limit(100_000)
    .execute()
}

function sourceOf(
  { guid, interview_id, answer_id, part, rank, question, text }: Text,
  marks: Awaited<ReturnType<typeof marksOf>>,
): TextSource {
  const key = keyOf(answer_id, partOf(part))
  const own = marks.filter(
    (mark) => mark.interview_id === interview_id && keyOf(mark.answer_id, partOf(mark.part)) === key,
  )
  return {
    kind: 'text',
    guid,
    name: [m.survey_coding_rank({ rank }), question].filter(Boolean).join(' – '),
    text,
    codings: [],
    noteRefs: [],
    values: [],
    selections: own.map((mark) => ({
      guid: mark.id,
      name: text.slice(mark.start_at, mark.end_at).slice(0, 60),
      start: mark.start_at,
      end: mark.end_at,
      createdBy: mark.coder_id,
      createdAt: mark.marked_at.toISOString(),
      noteRefs: [],
      codings: [
        {
          guid: guidOfCoding(mark.id),
          code: mark.code_id,
          createdBy: mark.coder_id,
          createdAt: mark.marked_at.toISOString(),
          noteRefs: [],
        },
      ],
    })),
  }
}

/** A coding and its selection are two things to the standard, one row to us. */
function guidOfCoding(id: string): string {
  const first = (Number.parseInt(id.slice(0, 1), 16) ^ 8).toString(16)
  return first + id.slice(1)
}

export interface Brought {
  /** Codes that are new, and codes that were in the book. */
  added: number
  known: number
  /** Of a project; nothing of a codebook. */
  marks: BroughtMarks | null
}

/**
 * Takes in the codes of a `.qdc` codebook or of a `.qdpx` project, as a tree, and a project's marks in texts of ours. A code known by its guid,
 * or by its name in the same place, stays as it is: reading the same file again adds nothing.
 */
export async function importExchange(
  tx: ActorTx,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<Brought> {
  must(tx.actor, 'survey.coding.write')
  const { codes, project, outside } = await readExchange(name, bytes)
  const counts = { added: 0, known: 0 }
  const codeOf = new Map<string, string>()
  const bring = async (codes: readonly RefiCode[], parentId: string | null): Promise<void> => {
    for (const code of codes) {
      const known = await standsAs(tx, code, parentId)
      if (known === undefined) counts.added++
      else counts.known++
      const id = known ?? (await makeCode(tx, await wordsOf(tx, code, parentId), 'imported'))
      codeOf.set(code.guid, id)
      await bring(code.children, id)
    }
  }
  await bring(codes, null)
  if (!project) return { ...counts, marks: null }
  const marks = await importMarks(tx, project, await textsOf(tx), codeOf)
  return { ...counts, marks: { ...marks, unplaced: marks.unplaced + outside } }
}

async function readExchange(
  name: string,
  bytes: Uint8Array,
): Promise<{ codes: readonly RefiCode[]; project: Project | null; outside: number }> {
  try {
    const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
    if (!isArchive) return { codes: readCodebook(bytes).codes, project: null, outside: 0 }
    const { project, remarks } = await readProject(bytesSource(name, bytes))
    // Excerpts beyond the end of their text.
    const outside = remarks.filter(({ kind }) => kind === 'selection-outside').length
    return { codes: project.codes, project, outside }
  } catch (error) {
    if (error instanceof RefiError) throw new Refusal('survey.not-a-codebook', { field: 'file' })
    throw error
  }
}

/** The code that this one already is, by its guid or by its name in its place. */
async function standsAs(tx: ActorTx, { guid, name }: RefiCode, parentId: string | null): Promise<string | undefined> {
  const row = await tx
    .selectFrom('survey_code')
    .select('id')
    .where('retired_at', 'is', null)
    .where(
      sql<boolean>`(id::text = ${guid} or (lower(name) = lower(${name}) and parent_id is not distinct from ${parentId}::uuid))`,
    )
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** The code as it is to be made, under its own guid unless a code that was taken out still bears it. */
async function wordsOf(tx: ActorTx, { guid, name, description = '', colour }: RefiCode, parentId: string | null) {
  const taken = await tx.selectFrom('survey_code').select('id').where('id', '=', guid).executeTakeFirst()
  return {
    ...(taken ? {} : { id: guid }),
    name: name.slice(0, 120),
    definition: description.slice(0, 2000),
    parentId,
    ...(colour === undefined ? {} : { colour: colour.toLowerCase() }),
  }
}
