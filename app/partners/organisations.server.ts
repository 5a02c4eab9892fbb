/** Organisations around the table, how each came to be engaged, and whom one speaks with there. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { TableQuery } from '#app/ui/table-query.ts'
import { ENGAGEMENTS, type Engagement, ORGANISATION_KINDS, type OrganisationKind } from './choices.ts'

const MOST_EXPORTED = 20_000
const MOST_CONTACTS = 500
const Kind = z.enum(ORGANISATION_KINDS)
const Stage = z.enum(ENGAGEMENTS)

export interface Organisation {
  id: string
  name: string
  kind: OrganisationKind
  isParty: boolean
  archived: boolean
  engagement: Engagement | null
  interest: string
  changedOn: string | null
  contacts: string[]
}

const SORTS: Record<string, string> = { name: 'name', kind: 'kind', engagement: 'engagement', changed: 'happened_on' }

export async function organisationsOf(tx: ActorTx, query: TableQuery, { all = false } = {}) {
  must(tx.actor, 'partners.organisation.read')
  const { kind, engagement, state = 'current' } = query.filters
  const found = rowsOf(tx)
    .where('archived_at', state === 'archived' ? 'is not' : 'is', null)
    .$if(kind !== undefined, (rows) => rows.where('kind', '=', kind ?? ''))
    .$if(engagement !== undefined, (rows) => rows.where('engagement', '=', engagement ?? ''))
    .$if(query.q !== '', (rows) =>
      rows.where(
        sql<boolean>`searchable(concat_ws(' ', name, interest, array_to_string(contacts, ' '))) like '%' || searchable(${query.q}) || '%'`,
      ),
    )
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .selectAll()
    .orderBy(sql.ref(SORTS[query.sort ?? 'name'] ?? 'name'), query.direction === 'descending' ? 'desc' : 'asc')
    .orderBy('id')
    .limit(all ? MOST_EXPORTED : query.pageRows)
    .offset(all ? 0 : (query.page - 1) * query.pageRows)
    .execute()
  return { total, rows: rows.map(asOrganisation) }
}

export async function organisationOf(tx: ActorTx, id: string) {
  must(tx.actor, 'partners.organisation.read')
  const row = await rowsOf(tx).selectAll().where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
  return { ...asOrganisation(row), people: await contactsOf(tx, row.id), steps: await stepsOf(tx, row.id) }
}

function rowsOf(tx: ActorTx) {
  const last = sql<{ engagement: string | null; interest: string | null; happened_on: string | null }>`
    (select engagement, interest, happened_on from partners_step s
     where s.convention_id = o.convention_id and s.organisation_id = o.id order by s.id desc limit 1)`
  return tx.selectFrom(
    tx
      .selectFrom('partners_organisation as o')
      .leftJoinLateral(last.as('last'), (join) => join.onTrue())
      .select(['o.id', 'o.name', 'o.kind', 'o.is_party', 'o.archived_at'])
      .select(['last.engagement', 'last.interest', 'last.happened_on'])
      .select(
        sql<string[]>`array(select c.name from partners_contact c
          where c.convention_id = o.convention_id and c.organisation_id = o.id order by c.id limit 20)`.as('contacts'),
      )
      .where('o.convention_id', '=', tx.actor.conventionId)
      .as('listed'),
  )
}

interface Row {
  id: string
  name: string
  kind: string
  is_party: boolean
  archived_at: Date | null
  engagement: string | null
  interest: string | null
  happened_on: string | null
  contacts: string[]
}

function asOrganisation({ is_party, archived_at, happened_on, ...row }: Row): Organisation {
  return {
    id: row.id,
    name: row.name,
    kind: Kind.parse(row.kind),
    isParty: is_party,
    archived: archived_at !== null,
    engagement: Stage.nullable().parse(row.engagement),
    interest: row.interest ?? '',
    changedOn: happened_on,
    contacts: row.contacts,
  }
}

function contactsOf(tx: ActorTx, organisationId: string) {
  return tx
    .selectFrom('partners_contact as contact')
    .leftJoin('member', 'member.id', 'contact.member_id')
    .select(['contact.id', 'contact.name', 'duty', 'email', 'phone', 'member_id', 'member.display_name as account'])
    .where('organisation_id', '=', organisationId)
    .orderBy('contact.id')
    .limit(MOST_CONTACTS)
    .execute()
}

async function stepsOf(tx: ActorTx, organisationId: string) {
  const rows = await tx
    .selectFrom('partners_step as step')
    .innerJoin('member', 'member.id', 'step.noted_by')
    .select(['step.id', 'engagement', 'interest', 'note', 'happened_on', 'display_name as by'])
    .where('organisation_id', '=', organisationId)
    .orderBy('step.id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ ...row, engagement: Stage.parse(row.engagement) }))
}

/** Those one may choose as responsible, or give a seat: names alone, which every reader of the room may see. */
export function organisationNames(tx: ActorTx) {
  must(tx.actor, 'partners.read')
  return tx
    .selectFrom('partners_organisation')
    .select(['id', 'name', 'is_party as isParty'])
    .where('archived_at', 'is', null)
    .orderBy('name')
    .limit(MOST_CONTACTS)
    .execute()
}

/** Every contact with their organisation, for whoever convenes or gives a seat. */
export function contactNames(tx: ActorTx) {
  must(tx.actor, 'partners.organisation.read')
  return tx
    .selectFrom('partners_contact as contact')
    .innerJoin('partners_organisation as organisation', 'organisation.id', 'contact.organisation_id')
    .select(['contact.id', 'contact.name', 'contact.email', 'organisation.id as organisationId'])
    .select('organisation.name as organisation')
    .where('organisation.archived_at', 'is', null)
    .orderBy('organisation.name')
    .orderBy('contact.name')
    .limit(MOST_CONTACTS)
    .execute()
}

export interface NewOrganisation {
  name: string
  kind: OrganisationKind
  isParty: boolean
}

export async function addOrganisation(tx: ActorTx, { name, kind, isParty }: NewOrganisation): Promise<string> {
  must(tx.actor, 'partners.organisation.write')
  const row = await tx
    .insertInto('partners_organisation')
    .values({
      convention_id: tx.actor.conventionId,
      name,
      kind,
      is_party: isParty,
      made_by: tx.actor.memberId,
    })
    .onConflict((on) => on.columns(['convention_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw new Refusal('partners.name-taken', { field: 'name' })
  return row.id
}

export async function changeOrganisation(tx: ActorTx, id: string, change: NewOrganisation & { archived: boolean }) {
  must(tx.actor, 'partners.organisation.write')
  const twin = await tx
    .selectFrom('partners_organisation')
    .select('id')
    .where('name', '=', change.name)
    .where(sql<boolean>`id::text <> ${id}`)
    .executeTakeFirst()
  if (twin) throw new Refusal('partners.name-taken', { field: 'name' })
  await tx
    .updateTable('partners_organisation')
    .set({
      name: change.name,
      kind: change.kind,
      is_party: change.isParty,
      archived_at: change.archived ? sql`coalesce(archived_at, now())` : null,
    })
    .where(sql<boolean>`id::text = ${id}`)
    .execute()
}

export interface NewStep {
  engagement: Engagement
  interest: string
  note: string
  happenedOn: string
}

export async function noteStep(tx: ActorTx, organisationId: string, step: NewStep): Promise<void> {
  must(tx.actor, 'partners.organisation.write')
  await known(tx, organisationId)
  await tx
    .insertInto('partners_step')
    .values({
      convention_id: tx.actor.conventionId,
      organisation_id: organisationId,
      engagement: step.engagement,
      interest: step.interest,
      note: step.note,
      happened_on: step.happenedOn,
      noted_by: tx.actor.memberId,
    })
    .execute()
}

export interface NewContact {
  name: string
  duty: string
  email: string | null
  phone: string | null
  memberId: string | null
}

/** Writes a contact, or changes the one that is named. */
export async function keepContact(tx: ActorTx, organisationId: string, contact: NewContact, id?: string) {
  must(tx.actor, 'partners.organisation.write')
  await known(tx, organisationId)
  if (contact.memberId) await freeAccount(tx, contact.memberId, id)
  const values = {
    name: contact.name,
    duty: contact.duty,
    email: contact.email,
    phone: contact.phone,
    member_id: contact.memberId,
  }
  if (id === undefined)
    await tx
      .insertInto('partners_contact')
      .values({ convention_id: tx.actor.conventionId, organisation_id: organisationId, ...values })
      .execute()
  else await tx.updateTable('partners_contact').set(values).where('id', '=', id).execute()
}

async function freeAccount(tx: ActorTx, memberId: string, contactId: string | undefined) {
  const other = await tx
    .selectFrom('partners_contact')
    .select('id')
    .where('member_id', '=', memberId)
    .$if(contactId !== undefined, (rows) => rows.where('id', '<>', contactId ?? ''))
    .executeTakeFirst()
  if (other) throw new Refusal('partners.account-taken', { field: 'memberId' })
}

/** Forgets someone: what was written of them at meetings stays, their address and number go. */
export async function removeContact(tx: ActorTx, id: string): Promise<void> {
  must(tx.actor, 'partners.organisation.write')
  await tx.deleteFrom('partners_contact').where('id', '=', id).execute()
}

async function known(tx: ActorTx, organisationId: string): Promise<void> {
  const row = await tx
    .selectFrom('partners_organisation')
    .select('id')
    .where(sql<boolean>`id::text = ${organisationId}`)
    .executeTakeFirst()
  if (!row) throw new Refusal('platform.not-found', { status: 404 })
}

/** Accounts that can speak for an organisation: those who may, and are present. */
export function speakers(tx: ActorTx) {
  return tx
    .selectFrom('member')
    .select(['id', 'display_name as name', 'roles'])
    .where(sql<boolean>`roles && array['operator-lead', 'operator-animator', 'landlord-pilot', 'partner']`)
    .where('convention_id', '=', tx.actor.conventionId)
    .where('ended_at', 'is', null)
    .orderBy('display_name')
    .limit(MOST_CONTACTS)
    .execute()
}

/** The two parties that every convention has, with those who are already here for them: where an empty list begins. */
export async function seatParties(tx: ActorTx): Promise<void> {
  must(tx.actor, 'partners.organisation.write')
  const { operator_name, landlord_name } = await tx
    .selectFrom('convention')
    .select(['operator_name', 'landlord_name'])
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  const parties = [
    { name: operator_name, kind: 'operator', roles: ['operator-lead', 'operator-animator'] },
    { name: landlord_name, kind: 'landlord', roles: ['landlord-pilot'] },
  ] as const
  for (const { name, kind, roles } of parties) {
    const id = await addOrganisation(tx, { name, kind, isParty: true })
    await tx
      .insertInto('partners_contact')
      .columns(['convention_id', 'organisation_id', 'name', 'email', 'member_id'])
      .expression(
        tx
          .selectFrom('member')
          .innerJoin(
            sql<{ member_id: string; email: string }>`member_contacts()`.as('address'),
            'address.member_id',
            'member.id',
          )
          .select(['convention_id', sql<string>`${id}::uuid`.as('organisation_id'), 'display_name'])
          .select([sql<string>`lower(address.email)`.as('email'), 'member.id'])
          .where(sql<boolean>`roles && ${sql.val([...roles])}::text[]`)
          .where('convention_id', '=', tx.actor.conventionId)
          .where('ended_at', 'is', null),
      )
      .execute()
  }
}
