/** What later rooms say of a residence, under its tabs, like imports.server.ts for files. */
import { offerResidenceTabs } from '#app/stock/residence-tabs.server.ts'
import { needsTab } from '#app/survey/synthesis/residence-needs.server.ts'

/** Called once by whatever process shows pages. */
export function offerAllResidenceTabs(): void {
  offerResidenceTabs([needsTab])
}
