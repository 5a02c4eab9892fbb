/** The presses of a visit, on the appointments and on the board. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { allResidences } from '#app/stock/residences.server.ts'
import type { OwnVisit } from './visit-card.tsx'
import { prolongVisit, startVisit } from './visits.job.ts'
import { endVisit, visitsOf } from './visits.server.ts'

export const VisitPress = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('visit-start'),
    visit: z.uuid(),
    residence: z.uuid(),
    minutes: z.coerce.number().int().min(15).max(300),
  }),
  z.object({ intent: z.literal('visit-end'), visit: z.uuid() }),
  z.object({ intent: z.literal('visit-more'), visit: z.uuid() }),
])
type VisitPress = z.infer<typeof VisitPress>

export async function followVisit(tx: ActorTx, press: VisitPress): Promise<void> {
  switch (press.intent) {
    case 'visit-start':
      return startVisit(tx, { id: press.visit, residenceId: press.residence, minutes: press.minutes })
    case 'visit-end':
      return endVisit(tx, press.visit)
    case 'visit-more':
      return prolongVisit(tx, press.visit)
  }
}

/** What the card of my own visit needs. */
export async function ownVisit(tx: ActorTx): Promise<OwnVisit> {
  const visit = (await visitsOf(tx)).find(({ isMine }) => isMine) ?? null
  return { visit, id: randomUUID(), residences: visit ? [] : await allResidences(tx) }
}
