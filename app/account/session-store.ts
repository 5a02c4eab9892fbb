/** better-auth's way to the database, except that a session's token is stored hashed: a stolen table opens no session. */
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import type { BetterAuthOptions } from 'better-auth'
import type { DBAdapter, Where } from 'better-auth/adapters'
import { asPerson, outside, type Tx } from '#app/platform/database.server.ts'
import { hashOf } from '#app/platform/secret-token.server.ts'

export function sessionStore(options: BetterAuthOptions): DBAdapter {
  const plain = kyselyAdapter(outside(), { type: 'postgres' })(options)
  const store: DBAdapter = {
    ...plain,
    // Whoever creates or finds a session gets the token back that they know already.
    create: async (query) => {
      const owner = passkeyOwner(query.model, query.data)
      if (owner !== undefined) return asPerson(owner, (tx) => within(tx, options).create(query))
      const token = tokenIn(query.model, query.data)
      if (token === undefined) return plain.create(query)
      return { ...(await plain.create({ ...query, data: { ...query.data, token: hashOf(token) } })), token }
    },
    findOne: async (query) => {
      const token = tokenSought(query)
      return plain
        .findOne<never>(hashed(query))
        .then((found) => (found && token !== undefined ? Object.assign(found, { token }) : found))
    },
    findMany: (query) => plain.findMany({ ...query, where: hashedWhere(query.model, query.where ?? []) }),
    update: async (query) => {
      const found = query.model === 'passkey' ? await plain.findOne<{ userId: string }>(query) : null
      if (found) return asPerson(found.userId, (tx) => within(tx, options).update(query))
      return plain.update(hashed(query))
    },
    updateMany: (query) => plain.updateMany(hashed(query)),
    delete: (query) => plain.delete(hashed(query)),
    deleteMany: (query) => plain.deleteMany(hashed(query)),
    consumeOne: (query) => plain.consumeOne(hashed(query)),
    transaction: (act) => act(store),
  }
  return store
}

/** The log names whoever adds or uses a passkey, so these rows are written as theirs. */
function passkeyOwner(model: string, data: object): string | undefined {
  return model === 'passkey' && 'userId' in data && typeof data.userId === 'string' ? data.userId : undefined
}

function within(tx: Tx, options: BetterAuthOptions): DBAdapter {
  return kyselyAdapter(tx, { type: 'postgres' })(options)
}

function tokenIn(model: string, data: object): string | undefined {
  return model === 'session' && 'token' in data && typeof data.token === 'string' ? data.token : undefined
}

function tokenSought({ model, where }: { model: string; where: Where[] }): string | undefined {
  const value = model === 'session' ? where.find(({ field }) => field === 'token')?.value : undefined
  return typeof value === 'string' ? value : undefined
}

function hashed<Query extends { model: string; where: Where[] }>(query: Query): Query {
  return { ...query, where: hashedWhere(query.model, query.where) }
}

function hashedWhere(model: string, where: Where[]): Where[] {
  if (model !== 'session') return where
  return where.map((part) =>
    part.field === 'token' && typeof part.value === 'string' ? { ...part, value: hashOf(part.value) } : part,
  )
}
