/** Where a request comes from, as far as it can be believed: only our own proxies may say for whom they ask. */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { settings } from './settings.server.ts'

export function clientAddress(c: Context): string {
  return believed(c.req.header('x-forwarded-for'), settings.PALIER_TRUSTED_PROXIES) ?? socketAddress(c)
}

/** Each trusted proxy appends the address it saw: the first one that no proxy of ours vouches for is the client's. */
export function believed(forwarded: string | undefined, proxies: number): string | undefined {
  if (proxies === 0) return undefined
  return forwarded
    ?.split(',')
    .map((address) => address.trim())
    .at(-proxies)
}

function socketAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? ''
  } catch {
    return '' // a request that came by no socket
  }
}
