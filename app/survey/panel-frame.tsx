import type { ReactNode } from 'react'
import { Page } from '#app/ui/page.tsx'
import { State, type Tone } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Stage } from './panels.server.ts'

export interface FramedPanel {
  name: string
  stage: Stage
  /** Address of the panel's first page. */
  href: string
  seesPeople: boolean
}

interface FrameProps {
  panel: FramedPanel
  help: string
  action?: ReactNode
  children: ReactNode
}

/** What every page of a panel stands in: its name, how far it is, its other pages, how this one works. */
export function PanelFrame({ panel, help, action, children }: FrameProps) {
  const { name, stage, href, seesPeople } = panel
  const tabs = [
    { href, title: m.survey_tab_quotas() },
    { href: `${href}/draw`, title: m.survey_tab_draw() },
    ...(stage === 'drawn' ? drawnTabs(href, seesPeople) : []),
  ]
  return (
    <Page title={name} lead={<PanelStage stage={stage} />} action={action}>
      <Tabs label={m.survey_tabs()} tabs={tabs} />
      <HowItWorks>{help}</HowItWorks>
      {children}
    </Page>
  )
}

function drawnTabs(href: string, seesPeople: boolean) {
  const people = [
    { href: `${href}/people`, title: m.survey_tab_people() },
    { href: `${href}/replacements`, title: m.survey_tab_replacements() },
  ]
  return [
    { href: `${href}/result`, title: m.survey_tab_result() },
    ...(seesPeople ? people : []),
    { href: `${href}/record`, title: m.survey_tab_record() },
  ]
}

const STAGES: Record<Stage, { word: () => string; tone: Tone }> = {
  draft: { word: m.survey_stage_draft, tone: 'plain' },
  sealed: { word: m.survey_stage_sealed, tone: 'warn' },
  computed: { word: m.survey_stage_computed, tone: 'warn' },
  numbered: { word: m.survey_stage_numbered, tone: 'warn' },
  confirmed: { word: m.survey_stage_confirmed, tone: 'warn' },
  drawn: { word: m.survey_stage_drawn, tone: 'good' },
}

export function PanelStage({ stage }: { stage: Stage }) {
  const { word, tone } = STAGES[stage]
  return <State tone={tone}>{word()}</State>
}

/** The page explains itself, for who asks. */
export function HowItWorks({ children }: { children: string }) {
  return (
    <details className="trace">
      <summary>{m.survey_how()}</summary>
      <div>
        {children.split('\n').map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </details>
  )
}
