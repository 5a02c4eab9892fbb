import type { Choice } from '#app/ui/choice.ts'
import { State, type Tone } from '#app/ui/state.tsx'
import { m } from '#messages'

const STATES: Record<string, { tone: Tone; name: () => string }> = {
  occupied: { tone: 'good', name: m.stock_occupied },
  'vacant-offered': { tone: 'warn', name: m.stock_vacant_offered },
  'vacant-technical': { tone: 'bad', name: m.stock_vacant_technical },
  unknown: { tone: 'plain', name: m.stock_status_unknown },
}

export function DwellingState({ status }: { status: string }) {
  return <State tone={STATES[status]?.tone ?? 'plain'}>{dwellingStateName(status)}</State>
}

export function dwellingStateName(status: string): string {
  return STATES[status]?.name() ?? status
}

export function dwellingStates(): Choice[] {
  return Object.entries(STATES).map(([value, { name }]) => ({ value, label: name() }))
}
