import { State, type Tone } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { AmendmentState as Name } from './amendments.server.ts'

const TONES: Record<Name, Tone> = { prepared: 'plain', signing: 'warn', signed: 'good' }
const WORDS: Record<Name, () => string> = {
  prepared: m.convention_amendment_prepared,
  signing: m.convention_amendment_signing,
  signed: m.convention_amendment_signed,
}

export function AmendmentState({ state }: { state: Name }) {
  return <State tone={TONES[state]}>{WORDS[state]()}</State>
}
