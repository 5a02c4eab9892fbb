import type { ReactNode } from 'react'
import { Page } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { HowItWorks } from '../panel-frame.tsx'
import { codingHref } from './trail.ts'

interface FrameProps {
  convention: string
  title: string
  help: string
  action?: ReactNode
  children: ReactNode
}

/** What the pages of coding stand in: their tabs, and how this one works. */
export function CodingFrame({ convention, title, help, action, children }: FrameProps) {
  const tabs = [
    { href: codingHref(convention), title: m.survey_coding_tab_interviews() },
    { href: codingHref(convention, 'codes'), title: m.survey_codebook() },
    { href: codingHref(convention, 'search'), title: m.survey_coding_tab_search() },
    { href: codingHref(convention, 'analysis'), title: m.survey_coding_tab_analysis() },
    { href: codingHref(convention, 'agreement'), title: m.survey_coding_tab_agreement() },
  ]
  return (
    <Page title={title} action={action}>
      <Tabs label={m.survey_coding_tabs()} tabs={tabs} />
      <HowItWorks>{help}</HowItWorks>
      {children}
    </Page>
  )
}
