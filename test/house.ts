/** What integration tests start from: a database of their own, two conventions that must not know each other, a member for each role. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { test as base, inject } from 'vitest'
import { type Actor, type ActorTx, connect, disconnect, inConvention } from '../app/platform/database.server.ts'
import { appUrlFrom } from '../app/platform/migrate.server.ts'
import { ROLES, type Role } from '../app/platform/permissions.ts'
import { APP_PASSWORD } from './cluster.ts'
import { one } from './stock.ts'

export interface House {
  /** Acts as a member of the first convention with one role. */
  as: (role: Role) => <Result>(act: (tx: ActorTx) => Promise<Result>) => Promise<Result>
  /** Acts as a member of the other convention. */
  elsewhere: (role: Role) => <Result>(act: (tx: ActorTx) => Promise<Result>) => Promise<Result>
  actorOf: (role: Role, convention?: 'here' | 'elsewhere') => Actor
  /** Owner of the database: sets the scene, or tampers with it. */
  owner: pg.Client
  ownerUrl: string
  appUrl: string
}

export const test = base.extend<{ house: House }>({
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's needs from this pattern
    async ({}, use) => {
      const ownerUrl = await copyOfTemplate(inject('ownerUrl'))
      const owner = new pg.Client({ connectionString: ownerUrl })
      await owner.connect()
      const appUrl = appUrlFrom(ownerUrl, APP_PASSWORD)
      connect(appUrl, 5)
      const here = await settle(owner, 'ormes-bondy')
      const other = await settle(owner, 'tilleuls-drancy')
      const actorOf = (role: Role, where: 'here' | 'elsewhere' = 'here') => {
        const actor = (where === 'here' ? here : other).get(role)
        if (!actor) throw new Error(`no member is ${role}`)
        return actor
      }
      await use({
        as: (role) => (act) => inConvention(actorOf(role), act),
        elsewhere: (role) => (act) => inConvention(actorOf(role, 'elsewhere'), act),
        actorOf,
        owner,
        ownerUrl,
        appUrl,
      })
      await disconnect()
      await owner.end()
    },
    { scope: 'file' },
  ],
})

async function copyOfTemplate(clusterUrl: string): Promise<string> {
  const url = new URL(clusterUrl)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`create database ${name} template palier_template`)
  await client.end()
  url.pathname = `/${name}`
  return url.href
}

async function settle(owner: pg.Client, code: string): Promise<Map<Role, Actor>> {
  const convention = await one(
    owner,
    'insert into convention (code, name, operator_name, landlord_name) values ($1, $2, $3, $4) returning id',
    [code, `Convention ${code}`, 'Atelier des Paliers', 'Habitat des Ormes'],
  )
  const actors = new Map<Role, Actor>()
  for (const role of ROLES) {
    const name = `${role} de ${code}`
    const person = await one(
      owner,
      'insert into account_person (name, email, email_verified) values ($1, $2, true) returning id',
      [name, `${role}@${code}.test`],
    )
    const member = await one(
      owner,
      'insert into member (convention_id, person_id, display_name, roles) values ($1, $2, $3, $4) returning id',
      [convention, person, name, [role]],
    )
    actors.set(role, {
      personId: person,
      memberId: member,
      conventionId: convention,
      conventionCode: code,
      displayName: name,
      roles: [role],
    })
  }
  return actors
}
