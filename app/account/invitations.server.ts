/** Invitations: the only way in. The letter's token is stored hashed, serves once, and lives seven days. */
import { sql } from 'kysely'
import { type ActorTx, must, outside, rolesFrom, type Tx } from '#app/platform/database.server.ts'
import { writeMail } from '#app/platform/mail.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { limit } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { hashOf, newToken, originOf } from '#app/platform/secret-token.server.ts'
import { m } from '#messages'
import { type HeaderList, languageOf, signInAs } from './sign-in.server.ts'

export const INVITATION_DAYS = 7

export interface Invited {
  name: string
  email: string
  roles: readonly Role[]
  residences: readonly string[]
}

interface Seat {
  conventionId: string
  conventionName: string
  operatorName: string
  invitedBy: string | null
}

/** Writes an invitation and its letter in the transaction of whoever invites. */
export async function writeInvitation(tx: Tx, origin: string, seat: Seat, invited: Invited): Promise<void> {
  const token = newToken()
  await tx
    .insertInto('invitation')
    .values({
      convention_id: seat.conventionId,
      email: invited.email,
      display_name: invited.name,
      roles: [...invited.roles],
      residence_ids: invited.roles.includes('caretaker') ? [...invited.residences] : [],
      token_hash: hashOf(token),
      invited_by: seat.invitedBy,
      expires_at: sql<Date>`now() + make_interval(days => ${INVITATION_DAYS})`,
    })
    .execute()
  await writeLetter(tx, { origin, token, ...seat, ...invited })
}

interface Letter {
  origin: string
  token: string
  email: string
  name: string
  conventionId: string
  conventionName: string
  operatorName: string
}

function writeLetter(tx: Tx, letter: Letter): Promise<void> {
  const link = `${letter.origin}/invitation?token=${letter.token}`
  const { name, conventionName: convention, operatorName: operator } = letter
  return writeMail(tx, {
    recipient: letter.email,
    subject: m.account_mail_invitation_subject({ convention }),
    body: m.account_mail_invitation_body({ name, convention, operator, link, days: INVITATION_DAYS }),
    purpose: 'invitation',
    conventionId: letter.conventionId,
  })
}

/** Invites into the actor's convention. Someone invited already gets a fresh letter, and the older one is void. */
export async function invite(tx: ActorTx, request: Request, invited: Invited): Promise<void> {
  must(tx.actor, 'member.invite')
  if (invited.roles.includes('administrator') && !tx.actor.roles.includes('administrator'))
    throw new Refusal('account.administrator-invites', { field: 'roles' })
  await withdrawOpen(tx, invited.email)
  await writeInvitation(tx, originOf(request), await seatOf(tx), invited)
}

async function withdrawOpen(tx: ActorTx, email: string): Promise<void> {
  await tx
    .updateTable('invitation')
    .set({ withdrawn_at: sql`now()` })
    .where('convention_id', '=', tx.actor.conventionId)
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}

async function seatOf(tx: ActorTx): Promise<Seat> {
  const convention = await tx
    .selectFrom('convention')
    .select(['name', 'operator_name'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return {
    conventionId: tx.actor.conventionId,
    conventionName: convention.name,
    operatorName: convention.operator_name,
    invitedBy: tx.actor.memberId,
  }
}

export async function withdrawInvitation(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'member.invite')
  await tx
    .updateTable('invitation')
    .set({ withdrawn_at: sql`now()` })
    .where('convention_id', '=', tx.actor.conventionId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .execute()
}

/** A fresh letter with a fresh token; the former one opens nothing any more. */
export async function resendInvitation(tx: ActorTx, request: Request, id: string): Promise<void> {
  must(tx.actor, 'member.invite')
  const token = newToken()
  const row = await tx
    .updateTable('invitation')
    .set({ token_hash: hashOf(token), expires_at: sql<Date>`now() + make_interval(days => ${INVITATION_DAYS})` })
    .where('convention_id', '=', tx.actor.conventionId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['email', 'display_name'])
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  const seat = await seatOf(tx)
  await writeLetter(tx, { origin: originOf(request), token, email: row.email, name: row.display_name, ...seat })
}

export interface OpenInvitation {
  id: string
  name: string
  email: string
  roles: Role[]
  expiresAt: string
  expired: boolean
}

/** Invitations that nobody has accepted yet. */
export async function openInvitations(tx: ActorTx): Promise<OpenInvitation[]> {
  must(tx.actor, 'member.invite')
  const rows = await tx
    .selectFrom('invitation')
    .select(['id', 'display_name', 'email', 'roles', 'expires_at'])
    .where('convention_id', '=', tx.actor.conventionId)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('invited_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.display_name,
    email: row.email,
    roles: rolesFrom(row.roles),
    expiresAt: row.expires_at.toISOString(),
    expired: row.expires_at.getTime() <= Date.now(),
  }))
}

export interface SeenInvitation {
  state: string
  displayName: string
  roles: Role[]
  conventionName: string
  operatorName: string
}

/** What the holder of a letter may know of it, before being anybody here. */
export async function invitationSeen(token: string): Promise<SeenInvitation | undefined> {
  const { rows } = await sql<{
    state: string
    display_name: string
    roles: string[]
    convention_name: string
    operator_name: string
  }>`select * from invitation_seen(${hashOf(token)})`.execute(outside())
  const [row] = rows
  return (
    row && {
      state: row.state,
      displayName: row.display_name,
      roles: rolesFrom(row.roles),
      conventionName: row.convention_name,
      operatorName: row.operator_name,
    }
  )
}

/** Makes the member and opens their session; any session they had ends. */
export async function acceptInvitation(
  request: Request,
  token: string,
): Promise<{ code: string; headers: HeaderList }> {
  const { rows } = await outside()
    .transaction()
    .execute((tx) =>
      sql<{ email: string; code: string }>`select * from invitation_accept(${hashOf(token)})`.execute(tx),
    )
  const [accepted] = rows
  if (!accepted) throw new Refusal('account.invitation-over', { status: 410 })
  const { email, code } = accepted
  return { code, headers: [...(await signInAs(request, email)), ...(await languageOf(request, email))] }
}

/** Sends a fresh letter to the address of an invitation that came too late, whoever asks. */
export async function renewInvitation(request: Request, token: string): Promise<void> {
  await limit('invitation-renew', hashOf(token), { tries: 5, minutes: 60 })
  const fresh = newToken()
  await outside()
    .transaction()
    .execute(async (tx) => {
      const { rows } = await sql<{
        email: string
        display_name: string
        convention_id: string
        convention_name: string
        operator_name: string
      }>`select * from invitation_renew(${hashOf(token)}, ${hashOf(fresh)})`.execute(tx)
      const [row] = rows
      if (!row) throw new Refusal('account.invitation-over', { status: 410 })
      await writeLetter(tx, {
        origin: originOf(request),
        token: fresh,
        email: row.email,
        name: row.display_name,
        conventionId: row.convention_id,
        conventionName: row.convention_name,
        operatorName: row.operator_name,
      })
    })
}
