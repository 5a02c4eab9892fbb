/** A person's passkeys. Adding one is between the browser and better-auth; names and removal are forms. */
import { z } from 'zod'
import { asPerson, outside } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'

export interface Passkey {
  id: string
  name: string | null
  addedAt: string
}

export async function passkeysOf(personId: string): Promise<Passkey[]> {
  const rows = await outside()
    .selectFrom('account_passkey')
    .select(['id', 'name', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute()
  return rows.map(({ id, name, created_at }) => ({ id, name, addedAt: created_at.toISOString() }))
}

export async function renamePasskey(personId: string, id: string, name: string): Promise<void> {
  const { numUpdatedRows } = await asPerson(personId, (tx) =>
    tx
      .updateTable('account_passkey')
      .set({ name })
      .where('person_id', '=', personId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  )
  if (!numUpdatedRows) throw new Refusal('platform.not-found', { status: 404 })
}

export async function removePasskey(personId: string, id: string): Promise<void> {
  if (!z.uuid().safeParse(id).success) throw new Refusal('platform.not-found', { status: 404 })
  const { numDeletedRows } = await asPerson(personId, (tx) =>
    tx.deleteFrom('account_passkey').where('person_id', '=', personId).where('id', '=', id).executeTakeFirstOrThrow(),
  )
  if (!numDeletedRows) throw new Refusal('platform.not-found', { status: 404 })
}
