import type { TitledLink } from '#app/ui/choice.ts'
import type { Tone } from '#app/ui/state.tsx'
import type { TableSpec } from '#app/ui/table-query.ts'
import { m } from '#messages'
import type { JobView } from './job-view.server.ts'

export function jobsHref(convention: string, ...path: string[]): string {
  return ['/c', convention, 'jobs', ...path].join('/')
}

/** For a page's `handle`: a job stands under their list. */
export function jobsTrail({ convention = '' }: { convention?: string }): TitledLink[] {
  return [{ href: jobsHref(convention), title: m.job_title() }]
}

export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const

export const STATE_WORDS: Record<JobView['state'], { word: () => string; tone: Tone }> = {
  waiting: { word: m.job_state_waiting, tone: 'plain' },
  running: { word: m.job_state_running, tone: 'warn' },
  done: { word: m.job_state_done, tone: 'good' },
  failed: { word: m.job_state_failed, tone: 'bad' },
  cancelled: { word: m.job_state_cancelled, tone: 'plain' },
}

/** What the list of jobs may be asked. */
export const JOB_TABLE: TableSpec = {
  columns: [
    { key: 'kind' },
    { key: 'state' },
    { key: 'progress' },
    { key: 'asked' },
    { key: 'by', optional: true },
    { key: 'ended', optional: true },
  ],
  filters: { state: JOB_STATES },
}
