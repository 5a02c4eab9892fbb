import { useRef } from 'react'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form, inputId } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { MapView } from '#app/ui/map-view.tsx'
import { Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { WISH_WORDS } from './wish-words.ts'
import type { Wish } from './wishes.server.ts'

interface Props {
  answer: FormAnswer | undefined
  /** Address of the streets to draw on. */
  ground: string
  wishes: readonly Wish[]
}

const KINDS = ['link', 'gate', 'kerb', 'bench'] as const
const FIELDS = ['from', 'to'] as const

/** A wish is drawn on the map, a press for each end, or typed: the fields are the truth, the map only fills them. */
export function WishForm({ answer, ground, wishes }: Props) {
  const next = useRef(0)
  const pick = (longitude: number, latitude: number) => {
    const input = document.getElementById(inputId(FIELDS[next.current % 2] ?? 'from'))
    if (input instanceof HTMLInputElement) input.value = `${latitude.toFixed(6)} ${longitude.toFixed(6)}`
    next.current++
  }
  return (
    <Section title={m.territory_wish_new()}>
      <Form intent="add" answer={answer}>
        <SelectField
          name="kind"
          label={m.territory_wish_kind()}
          value="link"
          choices={KINDS.map((kind) => ({ value: kind, label: WISH_WORDS[kind]() }))}
        />
        <TextField name="name" label={m.territory_wish_name()} hint={m.territory_wish_name_hint()} />
        <TextField name="from" label={m.territory_wish_from()} hint={m.territory_wish_position_hint()} />
        <TextField name="to" label={m.territory_wish_to()} hint={m.territory_wish_to_hint()} optional />
        <SubmitButton>{m.territory_wish_add()}</SubmitButton>
      </Form>
      <MapView
        label={m.territory_wish_map()}
        ground={ground}
        credit={m.territory_attribution_short()}
        onPick={pick}
        points={wishes.map(({ id, name, points: [[longitude, latitude] = [0, 0]] }) => ({
          id,
          title: name,
          longitude,
          latitude,
        }))}
      />
    </Section>
  )
}
