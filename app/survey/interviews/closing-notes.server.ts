/** What is noted of a whole interview: kept at each pause for whoever notes it, until the interview is finished and all becomes one text. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { formatDate } from '#app/ui/format.ts'
import { m } from '#messages'

/** Who noted it, and when: not always who sends it. */
export interface Pen {
  author: string
  at: Date
}

interface Noted extends Pen {
  by: string
  notes: string
}

/** Locked, so that notes and the end of the interview come one after the other; nothing where it was taken back. */
export function lockedForNotes(tx: ActorTx, id: string) {
  return tx
    .selectFrom('survey_interview')
    .select(['id', 'notes', 'completed_at'])
    .where(sql<boolean>`id::text = ${id}`)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** Keeps the notes as they are at a pause. Of an interview that was finished meanwhile they go under what stands. */
export async function keepClosingNotes(tx: ActorTx, id: string, notes: string, pen: Pen): Promise<void> {
  must(tx.actor, 'survey.interview.write')
  const interview = await lockedForNotes(tx, id)
  if (!interview) throw new Refusal('survey.interview-closed', { status: 409 })
  if (interview.completed_at === null) await keep(tx, interview.id, notes, pen)
  else await addNotes(tx, interview, notes, pen)
}

/** What whoever acts goes on from: their own notes, else those that stand. */
export async function closingNotesOf(tx: ActorTx, interview: { id: string; notes: string }): Promise<string> {
  const own = (await notedIn(tx, interview.id)).find(({ author }) => author === tx.actor.memberId)
  return own?.notes ?? interview.notes
}

/** The text of an interview that is being finished: what is noted by whoever finishes it, then what others had noted of it until then. */
export async function joinedNotes(tx: ActorTx, id: string, notes: string, { author }: Pen): Promise<string> {
  const others = (await notedIn(tx, id)).filter((each) => each.author !== author)
  await forgetPauses(tx, id)
  return others.reduce(under, notes)
}

/** Late notes go under what stands, once; where the last ones are the beginning of these, they go on. */
export async function addNotes(
  tx: ActorTx,
  interview: { id: string; notes: string },
  notes: string,
  { author, at }: Pen,
): Promise<void> {
  if (isIn(interview.notes, notes)) return
  const { display_name: by } = await tx
    .selectFrom('member')
    .select('display_name')
    .where('id', '=', author)
    .executeTakeFirstOrThrow()
  const last = (await notedIn(tx, interview.id)).find((each) => each.author === author)
  const goesOn = last && notes.startsWith(last.notes) && interview.notes.endsWith(sectionOf(last))
  const standing = goesOn ? interview.notes.slice(0, -sectionOf(last).length).trimEnd() : interview.notes
  const noted = { author, by, notes, at: goesOn ? last.at : at }
  await tx
    .updateTable('survey_interview')
    .set({ notes: under(standing, noted) })
    .where('id', '=', interview.id)
    .execute()
  await keep(tx, interview.id, notes, noted)
}

/** Whether notes stand in a text already, as whole paragraphs. */
function isIn(text: string, notes: string): boolean {
  return notes === '' || `\n${text}\n\n`.includes(`\n${notes}\n\n`)
}

function under(standing: string, noted: Noted): string {
  if (isIn(standing, noted.notes)) return standing
  return [standing, sectionOf(noted)].filter((text) => text !== '').join('\n\n')
}

function sectionOf({ by, at, notes }: Noted): string {
  return `${m.survey_notes_by({ by, at: formatDate(at.toISOString()) })}\n${notes}`
}

async function notedIn(tx: ActorTx, id: string): Promise<Noted[]> {
  return tx
    .selectFrom('survey_closing_note as note')
    .innerJoin('member', 'member.id', 'note.author_id')
    .select(['note.author_id as author', 'member.display_name as by', 'note.written_at as at', 'note.notes'])
    .where('note.interview_id', '=', id)
    .orderBy('note.written_at')
    .execute()
}

async function keep(tx: ActorTx, id: string, notes: string, { author, at }: Pen): Promise<void> {
  await tx
    .insertInto('survey_closing_note')
    .values({ convention_id: tx.actor.conventionId, interview_id: id, author_id: author, notes, written_at: at })
    .onConflict((on) =>
      on.columns(['convention_id', 'interview_id', 'author_id']).doUpdateSet({ notes, written_at: at }),
    )
    .execute()
}

/** What was kept at pauses has become the text of the interview, which is gone on from. */
export async function forgetPauses(tx: ActorTx, id: string): Promise<void> {
  await tx.deleteFrom('survey_closing_note').where(sql<boolean>`interview_id::text = ${id}`).execute()
}
