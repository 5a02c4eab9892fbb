import type { ActorTx } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import type { FramedPanel } from './panel-frame.tsx'
import type { Panel } from './panels.server.ts'

/** What the pages of a panel need around them. */
export function framed(tx: ActorTx, panel: Panel): FramedPanel {
  return {
    name: panel.name,
    stage: panel.stage,
    href: `/c/${tx.actor.conventionCode}/survey/panel/${panel.id}`,
    seesPeople: may(tx.actor, 'survey.panel.people.read'),
  }
}
