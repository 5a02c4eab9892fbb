/** One search for the whole stock: residence, address, door, name; accents and typing errors forgiven. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'

export interface Found {
  kind: 'residence' | 'dwelling' | 'person'
  id: string
  residence_id: string
  label: string
  detail: string
  likeness: number
}

export async function searchStock(tx: ActorTx, words: string, most = 10): Promise<Found[]> {
  must(tx.actor, 'stock.read')
  const { rows } = await sql<Found>`select * from stock_search(${words}, ${most})`.execute(tx)
  const persons = rows.filter((row) => row.kind === 'person').map((row) => row.id)
  if (persons.length > 0) await sql`select audit_access('stock_dwelling', ${persons}::text[], 'search')`.execute(tx)
  return rows
}
