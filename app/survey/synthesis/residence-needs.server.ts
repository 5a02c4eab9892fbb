/** What the interviews call for in one residence: all of it inside the operator, outside what the last synthesis published. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { may } from '#app/platform/permissions.ts'
import { type ResidenceTab, residenceTabs } from '#app/stock/residence-tabs.server.ts'
import { residenceOf } from '#app/stock/residences.server.ts'
import { m } from '#messages'
import type { NeedKind } from './choices.ts'
import { needsOf } from './findings.server.ts'
import { synthesisOf } from './synthesis.server.ts'

export const needsTab: ResidenceTab = { path: 'needs', title: m.survey_needs_tab, needs: 'survey.synthesis.read' }

export interface ResidenceNeed {
  kind: NeedKind
  wording: string
  finding: string
  /** Its page, which the operator alone may read. */
  findingId: string | null
}

export async function residenceNeeds(tx: ActorTx, convention: string, residenceId: string) {
  must(tx.actor, 'survey.synthesis.read')
  const { id, name, address } = await residenceOf(tx, residenceId)
  const inside = may(tx.actor, 'survey.finding.read')
  return {
    residence: { name, address: address ?? '' },
    tabs: residenceTabs(tx, convention, id),
    inside,
    needs: inside ? await noted(tx, id) : await published(tx, id, name),
  }
}

async function noted(tx: ActorTx, residenceId: string): Promise<ResidenceNeed[]> {
  const needs = await needsOf(tx)
  return needs
    .filter(({ residence_id }) => residence_id === residenceId)
    .map(({ kind, wording, title, finding_id }) => ({ kind, wording, finding: title, findingId: finding_id }))
}

async function published(tx: ActorTx, residenceId: string, name: string): Promise<ResidenceNeed[]> {
  const synthesis = await synthesisOf(tx)
  return (synthesis?.content.findings ?? []).flatMap(({ title, needs }) =>
    needs
      // A synthesis of before residences were kept by id names them only.
      .filter((need) => (need.residenceId === null ? need.residence === name : need.residenceId === residenceId))
      .map(({ kind, wording }) => ({ kind, wording, finding: title, findingId: null })),
  )
}
