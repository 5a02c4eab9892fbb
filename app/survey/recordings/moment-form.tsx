import { useRef } from 'react'
import { Button, SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { clockOf } from './clock.ts'
import type { PlayerHandle, ShownSound } from './sound-player.tsx'

interface MomentFormProps {
  passage: string
  /** Where the chosen words begin. */
  start: number | undefined
  sounds: ShownSound[]
  player: { readonly current: PlayerHandle | null }
  answer: FormAnswer | undefined
}

/** Ties the chosen words to a moment of the sound, typed or taken from the player. */
export function MomentForm({ passage, start, sounds, player, answer }: MomentFormProps) {
  const line = useRef<HTMLDivElement>(null)
  const take = () => {
    const now = player.current?.now()
    const form = line.current?.closest('form')
    const [moment, sound] = ['moment', 'sound'].map((name) => form?.elements.namedItem(name))
    if (!now) return
    if (moment instanceof HTMLInputElement) moment.value = clockOf(now.atMs)
    if (sound instanceof HTMLSelectElement) sound.value = now.sound
  }
  return (
    <Form intent="moment" layout="line" answer={answer}>
      <input type="hidden" name="passage" value={passage} />
      <input type="hidden" name="start" value={start ?? 0} />
      {sounds.length === 1 ? (
        <input type="hidden" name="sound" value={sounds[0]?.id} />
      ) : (
        <SelectField
          name="sound"
          label={m.survey_player_sound()}
          choices={sounds.map(({ id }, at) => ({ value: id, label: String(at + 1) }))}
        />
      )}
      <TextField name="moment" label={m.survey_moment()} hint={m.survey_moment_hint()} short />
      <div ref={line} className="actions">
        <Button onClick={take}>{m.survey_moment_take()}</Button>
        <SubmitButton kind="plain">{m.survey_moment_set()}</SubmitButton>
      </div>
    </Form>
  )
}
