import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/panel-record.page.ts'
import { Hash } from './draw-words.tsx'
import { framed } from './frame.server.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelOf } from './panels.server.ts'
import { drawOf, verdictOf } from './record.server.ts'
import { surveyTrail } from './trail.ts'
import { VerdictList } from './verdict-list.tsx'

export const handle = { trail: surveyTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${m.survey_tab_record()} · ${loaderData?.frame.name ?? ''} · Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const panel = await panelOf(tx, args.params.panel)
    const draw = await drawOf(tx, panel.id)
    if (!draw) throw new Refusal('platform.not-found', { status: 404 })
    return {
      frame: framed(tx, panel),
      verifyPath: `/verify/${panel.publicToken}`,
      origin: new URL(args.request.url).origin,
      sha256: draw.sha256,
      drawnAt: draw.drawn_at.toISOString(),
      drawnBy: draw.drawn_by,
      verdict: verdictOf(panel.publicToken, draw.record),
    }
  })
}

export default function PanelRecord({ loaderData }: Route.ComponentProps) {
  const { frame, verifyPath, origin, sha256, drawnAt, drawnBy, verdict } = loaderData
  return (
    <PanelFrame
      panel={frame}
      help={m.survey_record_help()}
      action={
        <LinkButton to={`${frame.href}/record.pdf`} kind="primary" download>
          {m.survey_record_pdf()}
        </LinkButton>
      }
    >
      <DefinitionList
        facts={[
          { term: m.survey_drawn_at(), value: m.survey_by({ at: formatInstant(drawnAt), by: drawnBy }) },
          { term: m.survey_record_hash(), value: <Hash value={sha256} /> },
          { term: m.survey_public_link(), value: <Link to={verifyPath}>{`${origin}${verifyPath}`}</Link> },
        ]}
      />
      <p>{m.survey_public_link_says()}</p>
      <Section title={m.survey_check()}>
        <VerdictList verdict={verdict} />
      </Section>
      <Actions>
        <LinkButton to={`${verifyPath}/record.json`} download>
          {m.survey_record_json()}
        </LinkButton>
        {frame.seesPeople && (
          <LinkButton to={`${frame.href}/complete-record.json`} download>
            {m.survey_record_complete()}
          </LinkButton>
        )}
      </Actions>
      {frame.seesPeople && <p>{m.survey_record_complete_says()}</p>}
    </PanelFrame>
  )
}
