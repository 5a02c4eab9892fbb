import { State } from '#app/ui/state.tsx'
import type { DeliverableState as Known } from './deliverables.server.ts'
import { stateOf } from './words.ts'

export function DeliverableState(row: { state: Known; is_late: boolean }) {
  const { tone, word } = stateOf(row)
  return <State tone={tone}>{word}</State>
}
