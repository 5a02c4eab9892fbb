import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { WORD_KINDS, type WordKind } from './choices.ts'
import { OWN_WORDS, WORD_WORDS } from './words.ts'

interface Props {
  words: { id: string; organisation: string; kind: WordKind; said: string; by: string; at: string }[]
  standings: { organisation: string; kind: 'approval' | 'reservation' | null }[]
  /** The party that the reader speaks for. */
  party: { name: string } | null
  maySpeak: boolean
  /** Which version the word is about: the one that was read. */
  version: number
  answer: FormAnswer | undefined
}

/** What each party said, where it stands, and the reader's own word. */
export function Words({ words, standings, party, maySpeak, version, answer }: Props) {
  return (
    <>
      <Section title={m.partners_standings()}>
        <Standings standings={standings} />
        {words.length > 0 && (
          <ol className="stack">
            {words.map(({ id, organisation, kind, said, by, at }) => (
              <li key={id}>
                <State tone={TONES[kind]}>{WORD_WORDS[kind]()}</State>{' '}
                <small className="soft">{m.partners_word_by({ by, organisation, at: formatInstant(at) })}</small>
                {said && <p className="letter">{said}</p>}
              </li>
            ))}
          </ol>
        )}
      </Section>
      {maySpeak && party && (
        <Section title={m.partners_word_yours({ organisation: party.name })}>
          <Form intent="speak" answer={answer?.values.intent === 'speak' ? answer : undefined}>
            <input type="hidden" name="version" value={version} />
            <RadioGroup
              name="kind"
              label={m.partners_word()}
              choices={WORD_KINDS.map((kind) => ({ value: kind, label: OWN_WORDS[kind]() }))}
            />
            <TextArea name="said" label={m.partners_word_said()} hint={m.partners_word_said_hint()} rows={3} optional />
            <SubmitButton>{m.partners_word_send()}</SubmitButton>
          </Form>
        </Section>
      )}
      {maySpeak && !party && <p className="soft">{m.partners_word_no_party()}</p>}
    </>
  )
}

const TONES = { comment: 'plain', approval: 'good', reservation: 'warn' } as const

export function Standings({ standings }: Pick<Props, 'standings'>) {
  if (standings.length === 0) return <p>{m.partners_no_parties()}</p>
  return (
    <ul className="stack">
      {standings.map(({ organisation, kind }) => (
        <li key={organisation}>
          {organisation}{' '}
          <State tone={kind === null ? 'plain' : TONES[kind]}>
            {kind === null ? m.partners_not_said() : WORD_WORDS[kind]()}
          </State>
        </li>
      ))}
    </ul>
  )
}
