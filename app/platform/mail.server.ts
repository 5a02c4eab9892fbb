/** Letters by e-mail: written in the asker's transaction, sent after it by any process; without SMTP_URL they wait in the outbox. */
import { createTransport } from 'nodemailer'
import type { Tx } from './database.server.ts'
import { appPool } from './database.server.ts'
import { log } from './log.server.ts'
import { settings } from './settings.server.ts'

export interface Letter {
  recipient: string
  subject: string
  body: string
  purpose: 'sign-in' | 'invitation' | 'notice'
  conventionId?: string
}

export async function writeMail(tx: Tx, letter: Letter): Promise<void> {
  await tx
    .insertInto('mail')
    .values({
      recipient: letter.recipient,
      subject: letter.subject.replaceAll(/[\r\n]+/g, ' '),
      body: letter.body,
      purpose: letter.purpose,
      convention_id: letter.conventionId ?? null,
    })
    .execute()
}

/** Sends what waits, one by one; several processes share the work without sending twice. Returns how many left. */
export async function sendWaitingMail(): Promise<number> {
  if (!settings.SMTP_URL) return 0
  const transport = createTransport(settings.SMTP_URL)
  let sent = 0
  for (;;) {
    const client = await appPool().connect()
    try {
      await client.query('begin')
      const { rows } = await client.query<{ id: string; recipient: string; subject: string; body: string }>(
        'select * from mail_take()',
      )
      const [letter] = rows
      if (!letter) {
        await client.query('commit')
        return sent
      }
      const problem = await transport
        .sendMail({ from: settings.MAIL_FROM, to: letter.recipient, subject: letter.subject, text: letter.body })
        .then(
          () => null,
          (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown'),
        )
      if (problem) log.warn({ mail: letter.id, problem }, 'mail not sent')
      await client.query('select mail_tried($1, $2)', [letter.id, problem])
      await client.query('commit')
      if (!problem) sent++
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
}
