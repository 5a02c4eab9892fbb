/** Public and school holidays where the convention is carried out. */
import { inParis } from '#packages/french/paris-time.ts'
import { type DaysOff, daysOffBetween, type Zone, zoneOf } from '#packages/meeting-rhythm/school-holidays.ts'
import { addMonths } from '#packages/schedule/days.ts'
import type { ActorTx } from './database.server.ts'

const MONTHS_AHEAD = 12

export interface ShownDaysOff {
  /** Nothing in Corsica and overseas, or before the convention has its commune. */
  zone: Zone | null
  off: DaysOff[]
}

/** Those to come, for whoever chooses a day. */
export async function daysOffAhead(tx: ActorTx): Promise<ShownDaysOff> {
  const { day } = inParis(new Date())
  return daysOffIn(tx, day, addMonths(day, MONTHS_AHEAD))
}

/** Those that a day falls in. */
export function daysOffOn(tx: ActorTx, day: string): Promise<ShownDaysOff> {
  return daysOffIn(tx, day, day)
}

/** Those of a span of days. */
export async function daysOffIn(tx: ActorTx, from: string, to: string): Promise<ShownDaysOff> {
  const { commune_codes } = await tx
    .selectFrom('convention')
    .select('commune_codes')
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  const zone = zoneOf(commune_codes[0] ?? '')
  return { zone: zone ?? null, off: daysOffBetween(from, to, zone) }
}
