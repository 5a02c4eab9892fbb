import type { ReactNode } from 'react'
import { Page } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { HowItWorks } from '../panel-frame.tsx'
import { synthesisHref } from './trail.ts'

interface FrameProps {
  convention: string
  title: string
  lead?: string
  help: string
  /** The operator works on findings; others read what was published. */
  inside: boolean
  children: ReactNode
}

export function SynthesisFrame({ convention, title, lead, help, inside, children }: FrameProps) {
  const tabs = [
    { href: synthesisHref(convention), title: m.survey_synthesis_tab_read() },
    { href: synthesisHref(convention, 'findings'), title: m.survey_findings() },
    { href: synthesisHref(convention, 'needs'), title: m.survey_needs() },
  ]
  return (
    <Page title={title} lead={lead}>
      {inside && <Tabs label={m.survey_synthesis_tabs()} tabs={tabs} />}
      <HowItWorks>{help}</HowItWorks>
      {children}
    </Page>
  )
}
