import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/panels.page.ts'
import { HowItWorks, PanelStage } from './panel-frame.tsx'
import { panelsOf } from './panels.server.ts'

export const meta = () => [{ title: `${m.survey_panels_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({
    here: `/c/${args.params.convention}/survey`,
    panels: (await panelsOf(tx)).map((panel) => ({ ...panel, created_at: panel.created_at.toISOString() })),
    mayDraw: may(tx.actor, 'survey.panel.draw'),
    mayContact: may(tx.actor, 'survey.contact.read'),
    mayCode: may(tx.actor, 'survey.coding.read'),
  }))
}

export default function Panels({ loaderData }: Route.ComponentProps) {
  const { here, panels, mayDraw } = loaderData
  const create = mayDraw && (
    <LinkButton to={`${here}/panel/new`} kind="primary">
      {m.survey_panel_new()}
    </LinkButton>
  )
  return (
    <Page title={m.survey_panels_title()} lead={m.survey_panels_lead()} action={create}>
      <HowItWorks>{m.survey_panels_help()}</HowItWorks>
      {panels.length === 0 ? (
        <EmptyState title={m.survey_panels_empty()}>{m.survey_panels_empty_next()}</EmptyState>
      ) : (
        <Section title={m.survey_panels_list()}>
          <div className="table-scroll">
            <table className="table cards">
              <caption className="unseen">{m.survey_panels_list()}</caption>
              <thead>
                <tr>
                  <th scope="col">{m.survey_panel_name()}</th>
                  <th scope="col" className="number">
                    {m.survey_panel_size()}
                  </th>
                  <th scope="col">{m.survey_panel_stage()}</th>
                  <th scope="col">{m.survey_panel_created()}</th>
                </tr>
              </thead>
              <tbody>
                {panels.map((panel) => (
                  <tr key={panel.id}>
                    <th scope="row">
                      <Link to={`${here}/panel/${panel.id}`}>{panel.name}</Link>
                    </th>
                    <td className="number" data-title={m.survey_panel_size()}>
                      {formatNumber(panel.size)}
                    </td>
                    <td data-title={m.survey_panel_stage()}>
                      <PanelStage stage={panel.stage} />
                    </td>
                    <td data-title={m.survey_panel_created()}>{formatDate(panel.created_at, 'medium')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      )}
      <Section title={m.survey_way_title()}>
        <ul className="plain columns">
          {stepsOf(loaderData).map(({ path, title, about }) => (
            <li key={path}>
              <h3>
                <Link to={`${here}/${path}`}>{title}</Link>
              </h3>
              <p>{about}</p>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}

/** What the survey is made of, in the order in which it is done. */
function stepsOf({ panels, mayContact, mayCode }: Route.ComponentProps['loaderData']) {
  const isDrawn = panels.some(({ stage }) => stage === 'drawn')
  return [
    { path: 'guides', title: m.survey_guides_title(), about: m.survey_guides_lead(), shown: true },
    { path: 'field', title: m.survey_field_title(), about: m.survey_field_lead(), shown: mayContact && isDrawn },
    { path: 'interviews', title: m.survey_interviews_title(), about: m.survey_interviews_lead(), shown: mayContact },
    { path: 'board', title: m.survey_board_title(), about: m.survey_board_lead(), shown: mayContact && isDrawn },
    { path: 'coding', title: m.survey_coding_title(), about: m.survey_way_coding(), shown: mayCode },
    { path: 'estimates', title: m.survey_estimates(), about: m.survey_estimates_lead(), shown: true },
    { path: 'synthesis', title: m.survey_synthesis(), about: m.survey_way_synthesis(), shown: true },
  ].filter(({ shown }) => shown)
}
