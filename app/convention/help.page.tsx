import { read } from '#app/platform/page.server.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/help.page.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_help_title()} – Palier` }]

/** Nothing to load, but only members of the convention are helped here. */
export function loader(args: Route.LoaderArgs) {
  return read(args, async () => ({}))
}

export default function Help() {
  const chapters = [
    {
      title: m.convention_help_files(),
      steps: [
        m.convention_help_files_1(),
        m.convention_help_files_2(),
        m.convention_help_files_3(),
        m.convention_help_files_4(),
      ],
    },
    {
      title: m.convention_help_stock(),
      steps: [m.convention_help_stock_1(), m.convention_help_stock_2(), m.convention_help_stock_3()],
    },
    {
      title: m.convention_help_panel(),
      steps: [
        m.convention_help_panel_1(),
        m.convention_help_panel_2(),
        m.convention_help_panel_3(),
        m.convention_help_panel_4(),
      ],
    },
    { title: m.convention_help_field(), steps: [m.convention_help_field_1(), m.convention_help_field_2()] },
    { title: m.convention_help_privacy(), steps: [m.convention_help_privacy_1(), m.convention_help_privacy_2()] },
  ]
  return (
    <Page title={m.convention_help_title()} lead={m.convention_help_lead()}>
      {chapters.map(({ title, steps }) => (
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
