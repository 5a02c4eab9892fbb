/** Who sends: a member who may write, or a device whose sendings are only held for the lead. */
import { sql } from 'kysely'
import { z } from 'zod'
import {
  type Actor,
  type ActorTx,
  asPerson,
  inConvention,
  memberOf,
  must,
  outside,
} from '#app/platform/database.server.ts'
import { actor } from '#app/platform/page.server.ts'
import { limit } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { deviceKey } from './device-key.ts'

/** More requests than a device that was away for weeks needs to hand over what it holds. */
const BY_DEVICE = { tries: 5000, minutes: 60 }

/** Why a device of this person may not write: nothing when it may. @throws Refusal when it is none of theirs */
export async function barredOf(personId: string, device: string): Promise<string> {
  const barred = await asPerson(personId, async (tx) => {
    const { rows } = await sql<{
      barred: string | null
    }>`select survey_device_barred(${device}::uuid) as barred`.execute(tx)
    return rows[0]?.barred ?? null
  })
  if (barred === null) throw new Refusal('platform.not-found', { status: 404 })
  return barred
}

/** Whose device it is, and the key of what lies on it. Nobody need be signed in: what does not open with the key is not the device's. */
export async function keeperOf(device: string, convention: string): Promise<{ personId: string; key: CryptoKey }> {
  await limit('sending-device', device, BY_DEVICE)
  const { rows } = await sql<{ person_id: string; secret: Buffer }>`
    select * from survey_device_keeper(${device}::uuid, ${convention})`.execute(outside())
  const [keeper] = rows
  if (!keeper) throw new Refusal('platform.not-found', { status: 404 })
  return { personId: keeper.person_id, key: await deviceKey(new Uint8Array(keeper.secret), device) }
}

type Sending = { key: CryptoKey | null } & (
  | { act: <Result>(act: (tx: ActorTx) => Promise<Result>) => Promise<Result> }
  | { person: string; device: string; barred: string }
)

/** A page kept from before a device named itself sends without it, unsealed, as its signed-in member. */
export async function sendingDevice(args: Parameters<typeof actor>[0]): Promise<Sending> {
  const device = z
    .uuid()
    .optional()
    .safeParse(args.url.searchParams.get('device') ?? undefined)
  if (!device.success) throw new Refusal('platform.not-found', { status: 404 })
  if (device.data === undefined) return { key: null, act: actingAs(await actor(args)) }
  const convention = args.params.convention ?? ''
  const { personId, key } = await keeperOf(device.data, convention)
  const barred = await barredOf(personId, device.data)
  const member = await memberOf(personId, convention)
  if (barred === '' && member) return { key, act: actingAs(member) }
  return { key, person: personId, device: device.data, barred: barred || 'member-left' }
}

function actingAs(member: Actor) {
  must(member, 'survey.interview.write')
  return <Result>(act: (tx: ActorTx) => Promise<Result>) => inConvention(member, act)
}
