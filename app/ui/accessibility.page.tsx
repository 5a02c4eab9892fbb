import { m } from '#messages'
import { Page, Section } from './page.tsx'
import { Shell } from './shell.tsx'

export const meta = () => [{ title: `${m.ui_accessibility_title()} · Palier` }]

export default function Accessibility() {
  return (
    <Shell>
      <Page title={m.ui_accessibility_title()} lead={m.ui_accessibility_lead()}>
        <Section title={m.ui_accessibility_aim_title()}>
          <p>{m.ui_accessibility_aim()}</p>
        </Section>
        <Section title={m.ui_accessibility_checked_title()}>
          <p>{m.ui_accessibility_checked()}</p>
        </Section>
        <Section title={m.ui_accessibility_limits_title()}>
          <p>{m.ui_accessibility_limits()}</p>
        </Section>
        <Section title={m.ui_accessibility_help_title()}>
          <p>{m.ui_accessibility_help()}</p>
        </Section>
      </Page>
    </Shell>
  )
}
