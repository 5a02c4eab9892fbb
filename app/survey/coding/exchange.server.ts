/** The codebook for other programs of analysis (REFI-QDA), and what another program made taken in. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { bytesSource } from '#packages/intake/source.ts'
import { readCodebook, writeCodebook } from '#packages/refi-qda/codebook.ts'
import type { Project, Code as RefiCode } from '#packages/refi-qda/model.ts'
import { readProject } from '#packages/refi-qda/read-project.ts'
import { RefiError } from '#packages/refi-qda/refi-error.ts'
import { codesOf, makeCode } from './codes.server.ts'
import type { Code } from './codes.ts'
import { type BroughtMarks, importMarks } from './foreign-marks.server.ts'
import { type BroughtMoments, importMoments } from './foreign-moments.server.ts'
import { OurTexts, textsOf } from './interview-texts.server.ts'

export const ORIGIN = 'Palier 1'

/** The codebook as a `.qdc` file. */
export async function codebookFile(tx: ActorTx): Promise<string> {
  const codes = await codesOf(tx)
  await sql`select audit_act('export', 'codebook', array[]::text[], ${`${codes.length} codes, qdc`})`.execute(tx)
  return writeCodebook({ origin: ORIGIN, codes: treeOf(codes), sets: [] })
}

/** Our codes as the standard has them. */
export function treeOf(codes: readonly Code[], parent: string | null = null): RefiCode[] {
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

export interface Brought {
  /** Codes that are new, and codes that were in the book. */
  added: number
  known: number
  /** Of a project; nothing of a codebook. */
  marks: BroughtMarks | null
  moments: BroughtMoments | null
}

/**
 * Takes in the codes of a `.qdc` codebook or of a `.qdpx` project, as a tree, and a project's marks in texts of ours and moments of their
 * sound. A code known by its guid, or by its name in the same place, stays as it is: reading the same file again adds nothing.
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
  if (!project) return { ...counts, marks: null, moments: null }
  const texts = new OurTexts(await textsOf(tx))
  const marks = await importMarks(tx, project, texts, codeOf)
  const moments = await importMoments(tx, project, texts)
  return { ...counts, marks: { ...marks, unplaced: marks.unplaced + outside }, moments }
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
