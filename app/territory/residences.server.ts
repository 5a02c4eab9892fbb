/** The residences as places on the map: what anyone who reads the territory may know of them. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'

export interface ResidencePlace {
  id: string
  code: string
  name: string
  address: string | null
  lon: number
  lat: number
  dwellings: number
}

/** Residences with a place, by name. */
export async function residencesOf(tx: ActorTx): Promise<ResidencePlace[]> {
  must(tx.actor, 'territory.read')
  const { rows } = await sql<ResidencePlace>`
    select * from territory_residences() where lon is not null and lat is not null limit 5000`.execute(tx)
  return rows
}

export async function residenceOf(tx: ActorTx, id: string): Promise<ResidencePlace> {
  const residence = (await residencesOf(tx)).find((one) => one.id === id)
  if (!residence) throw new Refusal('platform.not-found', { status: 404 })
  return residence
}
