/** What a person says of themselves: name and language. The address is the key of the account and stays. */
import { sql } from 'kysely'
import { asPerson } from '#app/platform/database.server.ts'

export function profileOf(personId: string): Promise<{ name: string; email: string; language: string }> {
  return asPerson(personId, (tx) =>
    tx
      .selectFrom('account_person')
      .select(['name', 'email', 'language'])
      .where('id', '=', personId)
      .executeTakeFirstOrThrow(),
  )
}

export async function changeProfile(personId: string, { name, language }: { name: string; language: string }) {
  await asPerson(personId, (tx) =>
    tx
      .updateTable('account_person')
      .set({ name, language, updated_at: sql`now()` })
      .where('id', '=', personId)
      .execute(),
  )
}
