/** All that was said in finished interviews, text by text, as it is coded and exchanged. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'

const MOST_TEXTS = 50_000

export interface Text {
  /** Made of where it stands: the same at each export. */
  guid: string
  interview_id: string
  question_id: string | null
  answer_id: string | null
  part: string
  rank: number
  question: string | null
  text: string
}

export async function textsOf(tx: ActorTx): Promise<Text[]> {
  must(tx.actor, 'survey.coding.read')
  const { rows } = await sql<Text>`with stands as (
      select i.*, row_number() over (order by i.held_on, i.id) as rank from survey_interview i
      where i.completed_at is not null and i.withdrawn_at is null
    ), texts as (
      select a.interview_id, a.id as answer_id, q.id as question_id, part, q.wording as question, q.position, case part when 'verbatim' then a.verbatim else a.note end as text
        from survey_answer a join survey_question q on q.convention_id = a.convention_id and q.id = a.question_id
          cross join unnest(array['verbatim', 'note']) part
      union all select i.id, null, null, 'notes', null, 1000, i.notes from survey_interview i
      union all select t.interview_id, null, null, 'transcript', null, 1001, t.text from survey_transcript t
    )
    select md5(concat_ws(' ', t.interview_id, t.answer_id, t.part))::uuid as guid, t.*, s.rank
    from texts t join stands s on s.id = t.interview_id where t.text <> '' order by s.rank, t.position, t.part limit ${MOST_TEXTS}`.execute(
    tx,
  )
  return rows
}

/** Texts found again in a project. */
export class OurTexts {
  readonly #byGuid: ReadonlyMap<string, Text>
  readonly #byWords = new Map<string, Text[]>()

  constructor(texts: readonly Text[]) {
    this.#byGuid = new Map(texts.map((text) => [text.guid, text]))
    for (const text of texts) {
      const words = text.text.trim()
      this.#byWords.set(words, [...(this.#byWords.get(words) ?? []), text])
    }
  }

  /** The text under the guid that we gave it, or else the only one that says the same. */
  find({ guid, text }: { guid: string; text: string }): Text | undefined {
    const alike = this.#byWords.get(text.trim()) ?? []
    return this.#byGuid.get(guid) ?? (alike.length === 1 ? alike[0] : undefined)
  }
}
