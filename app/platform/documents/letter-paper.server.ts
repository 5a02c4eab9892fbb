/** What every document of a convention carries on the letter paper: who sends it, in which language, and that a demonstration is one. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { m } from '#messages'
import { getLocale } from '#messages/runtime.js'

export async function letterPaper(tx: ActorTx) {
  const { operator_name, is_demonstration } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'is_demonstration'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return {
    language: getLocale(),
    sender: operator_name,
    notice: is_demonstration ? m.ui_demonstration() : null,
  }
}
