import type { TitledLink } from '#app/ui/choice.ts'
import type { Tone } from '#app/ui/state.tsx'
import { m } from '#messages'

/** The way to the pages of imports. */
export function importsHref(convention: string, ...path: string[]): string {
  return ['/c', convention, 'imports', ...path].join('/')
}

/** For a page's `handle`: every import stands under their list. */
export function importsTrail({ convention = '' }: { convention?: string }): TitledLink[] {
  return [{ href: importsHref(convention), title: m.import_title() }]
}

type Stage = 'received' | 'checked' | 'committed' | 'undone' | 'discarded'

export const STAGE_WORDS: Record<Stage, { word: () => string; tone: Tone }> = {
  received: { word: m.import_state_received, tone: 'warn' },
  checked: { word: m.import_state_checked, tone: 'warn' },
  committed: { word: m.import_state_committed, tone: 'good' },
  undone: { word: m.import_state_undone, tone: 'plain' },
  discarded: { word: m.import_state_discarded, tone: 'plain' },
}

export const SEVERITY_WORDS: Record<string, { word: () => string; tone: Tone }> = {
  refused: { word: m.import_severity_refused, tone: 'bad' },
  warning: { word: m.import_severity_warning, tone: 'plain' },
  'set-aside': { word: m.import_severity_set_aside, tone: 'warn' },
}
