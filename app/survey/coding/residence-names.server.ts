import type { ActorTx } from '#app/platform/database.server.ts'
import { residencesOf } from '../population.server.ts'

/** Names of the residences by their codes, as profiles hold them. */
export async function residenceNames(tx: ActorTx): Promise<Map<string, string>> {
  return new Map((await residencesOf(tx)).map(({ code, name }) => [code, name]))
}
