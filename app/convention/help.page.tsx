import { read } from '#app/platform/page.server.ts'
import { may, type Role } from '#app/platform/permissions.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/help.page.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_help_title()} – Palier` }]

/** Nothing to load but what the reader may do: help with the rest would only be in the way. */
export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({ roles: tx.actor.roles }))
}

export default function Help({ loaderData: { roles } }: Route.ComponentProps) {
  return (
    <Page title={m.convention_help_title()} lead={m.convention_help_lead()}>
      {chaptersFor(roles).map(({ title, steps }) => (
        <Section key={title} title={title}>
          <ol>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
      ))}
    </Page>
  )
}

function chaptersFor(roles: readonly Role[]) {
  const who = { roles }
  return [
    ...(may(who, 'convention.contract.read') ? [contractChapter()] : []),
    ...(may(who, 'convention.invoice.read') ? [invoiceChapter(may(who, 'convention.invoice.write'))] : []),
    ...(may(who, 'import.run') ? [fileChapter()] : []),
    ...(may(who, 'partners.organisation.read') ? [partnerChapter()] : []),
    ...(may(who, 'partners.read') ? [meetingChapter()] : []),
    ...(may(who, 'territory.read') ? [territoryChapter()] : []),
    ...(may(who, 'stock.read') ? [stockChapter()] : []),
    ...(may(who, 'mobilisation.campaign.read') ? [mobilisationChapter()] : []),
    ...(may(who, 'mobilisation.attendance.take') ? [eventChapter()] : []),
    ...(may(who, 'survey.panel.read') ? [panelChapter()] : []),
    ...(may(who, 'survey.guide.read') ? [guideChapter()] : []),
    ...(may(who, 'survey.contact.record') ? [fieldChapter()] : []),
    ...(may(who, 'survey.coding.read') ? [sayingChapter()] : []),
    ...(may(who, 'survey.synthesis.read') ? [synthesisChapter()] : []),
    ...(may(who, 'member.invite') ? [memberChapter()] : []),
    doorChapter(),
    privacyChapter(),
  ]
}

function contractChapter() {
  const steps = [
    m.convention_help_contract_1(),
    m.convention_help_contract_2(),
    m.convention_help_contract_3(),
    m.convention_help_contract_4(),
  ]
  return { title: m.convention_help_contract(), steps }
}

function invoiceChapter(mayWrite: boolean) {
  const steps = mayWrite
    ? [
        m.convention_help_invoices_1(),
        m.convention_help_invoices_2(),
        m.convention_help_invoices_3(),
        m.convention_help_invoices_4(),
      ]
    : [m.convention_help_invoices_read()]
  return { title: m.convention_help_invoices(), steps }
}

function fileChapter() {
  const steps = [
    m.convention_help_files_1(),
    m.convention_help_files_2(),
    m.convention_help_files_3(),
    m.convention_help_files_4(),
  ]
  return { title: m.convention_help_files(), steps }
}

function partnerChapter() {
  const steps = [m.convention_help_partners_1(), m.convention_help_partners_2(), m.convention_help_partners_3()]
  return { title: m.convention_help_partners(), steps }
}

function meetingChapter() {
  const steps = [m.convention_help_meetings_1(), m.convention_help_meetings_2(), m.convention_help_meetings_3()]
  return { title: m.convention_help_meetings(), steps }
}

function territoryChapter() {
  const steps = [
    m.convention_help_territory_1(),
    m.convention_help_territory_2(),
    m.convention_help_territory_3(),
    m.convention_help_territory_4(),
    m.convention_help_territory_5(),
  ]
  return { title: m.convention_help_territory(), steps }
}

function stockChapter() {
  const steps = [m.convention_help_stock_1(), m.convention_help_stock_2(), m.convention_help_stock_3()]
  return { title: m.convention_help_stock(), steps }
}

function mobilisationChapter() {
  const steps = [
    m.convention_help_mobilisation_1(),
    m.convention_help_mobilisation_2(),
    m.convention_help_mobilisation_3(),
    m.convention_help_mobilisation_4(),
  ]
  return { title: m.convention_help_mobilisation(), steps }
}

function eventChapter() {
  const steps = [m.convention_help_events_1(), m.convention_help_events_2(), m.convention_help_events_3()]
  return { title: m.convention_help_events(), steps }
}

function panelChapter() {
  const steps = [
    m.convention_help_panel_1(),
    m.convention_help_panel_2(),
    m.convention_help_panel_3(),
    m.convention_help_panel_4(),
  ]
  return { title: m.convention_help_panel(), steps }
}

function guideChapter() {
  return {
    title: m.convention_help_guides(),
    steps: [m.convention_help_guides_1(), m.convention_help_guides_2(), m.convention_help_guides_3()],
  }
}

function fieldChapter() {
  const steps = [
    m.convention_help_field_1(),
    m.convention_help_field_2(),
    m.convention_help_field_3(),
    m.convention_help_field_4(),
  ]
  return { title: m.convention_help_field(), steps }
}

function sayingChapter() {
  const steps = [
    m.convention_help_saying_1(),
    m.convention_help_saying_4(),
    m.convention_help_saying_2(),
    m.convention_help_saying_3(),
  ]
  return { title: m.convention_help_saying(), steps }
}

function synthesisChapter() {
  const steps = [m.convention_help_synthesis_1(), m.convention_help_synthesis_2()]
  return { title: m.convention_help_synthesis(), steps }
}

function memberChapter() {
  return { title: m.convention_help_members(), steps: [m.convention_help_members_1(), m.convention_help_members_2()] }
}

function doorChapter() {
  const steps = [m.convention_help_door_1(), m.convention_help_door_2(), m.convention_help_door_3()]
  return { title: m.convention_help_door(), steps }
}

function privacyChapter() {
  return { title: m.convention_help_privacy(), steps: [m.convention_help_privacy_1(), m.convention_help_privacy_2()] }
}
