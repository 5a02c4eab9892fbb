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
import { keyOf, partOf } from './passages.ts'

const ORIGIN = 'Palier 1'
const MOST_TEXTS = 50_000

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

interface Text {
  guid: string
  interview_id: string
  answer_id: string | null
  part: string
  rank: number
  question: string | null
  text: string
}

async function textsOf(tx: ActorTx): Promise<Text[]> {
  const { rows } = await sql<Text>`with stands as (
      select i.*, row_number() over (order by i.held_on, i.id) as rank from survey_interview i
      where i.completed_at is not null and i.withdrawn_at is null
    ), texts as (
      select a.interview_id, a.id as answer_id, part, q.wording as question, q.position, case part when 'verbatim' then a.verbatim else a.note end as text
        from survey_answer a join survey_question q on q.convention_id = a.convention_id and q.id = a.question_id
          cross join unnest(array['verbatim', 'note']) part
      union all select i.id, null, 'notes', null, 1000, i.notes from survey_interview i
      union all select t.interview_id, null, 'transcript', null, 1001, t.text from survey_transcript t
    )
    select md5(concat_ws(' ', t.interview_id, t.answer_id, t.part))::uuid as guid, t.*, s.rank
    from texts t join stands s on s.id = t.interview_id where t.text <> '' order by s.rank, t.position, t.part limit ${MOST_TEXTS}`.execute(
    tx,
  )
  return rows
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

/**
 * Takes in the codes of a `.qdc` codebook or of a `.qdpx` project, as a tree. A code known by its guid, or by its name in the same place,
 * stays as it is: reading the same file again adds nothing.
 *
 * @returns how many codes were added, and how many were known
 */
export async function importCodes(
  tx: ActorTx,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<{ added: number; known: number }> {
  must(tx.actor, 'survey.coding.write')
  const found = await codesIn(name, bytes)
  const counts = { added: 0, known: 0 }
  const bring = async (codes: readonly RefiCode[], parentId: string | null): Promise<void> => {
    for (const code of codes) {
      const known = await standsAs(tx, code, parentId)
      if (known === undefined) counts.added++
      else counts.known++
      await bring(code.children, known ?? (await makeCode(tx, await wordsOf(tx, code, parentId), 'imported')))
    }
  }
  await bring(found, null)
  return counts
}

async function codesIn(name: string, bytes: Uint8Array): Promise<readonly RefiCode[]> {
  try {
    const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
    return isArchive ? (await readProject(bytesSource(name, bytes))).project.codes : readCodebook(bytes).codes
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
