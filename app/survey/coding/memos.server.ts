/** What a coder thinks while reading, beside an interview or a code. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'

const MOST_MEMOS = 200

type About = { interviewId: string } | { codeId: string }

export async function memosOf(tx: ActorTx, about: About) {
  must(tx.actor, 'survey.coding.read')
  const rows = await tx
    .selectFrom('survey_memo as memo')
    .innerJoin('member', 'member.id', 'memo.written_by')
    .select(['memo.id', 'memo.text', 'memo.written_at', 'memo.written_by', 'member.display_name as by'])
    .$if('interviewId' in about, (query) =>
      query.where('memo.interview_id', '=', 'interviewId' in about ? about.interviewId : ''),
    )
    .$if('codeId' in about, (query) => query.where('memo.code_id', '=', 'codeId' in about ? about.codeId : ''))
    .orderBy('memo.id', 'desc')
    .limit(MOST_MEMOS)
    .execute()
  return rows.map(({ written_at, written_by, ...row }) => ({
    ...row,
    at: written_at.toISOString(),
    own: written_by === tx.actor.memberId,
  }))
}

export async function writeMemo(tx: ActorTx, about: About, text: string): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  await tx
    .insertInto('survey_memo')
    .values({
      convention_id: tx.actor.conventionId,
      text,
      written_by: tx.actor.memberId,
      ...('interviewId' in about ? { interview_id: about.interviewId } : { code_id: about.codeId }),
    })
    .execute()
}

/** Takes back one's own. */
export async function removeMemo(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'survey.coding.write')
  await tx
    .deleteFrom('survey_memo')
    .where(sql<boolean>`id::text = ${id}`)
    .where('written_by', '=', tx.actor.memberId)
    .execute()
}
