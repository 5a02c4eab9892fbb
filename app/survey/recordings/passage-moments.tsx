import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { m } from '#messages'
import { clockOf } from './clock.ts'
import type { PlayerHandle, ShownSound } from './sound-player.tsx'

interface PassageMomentsProps {
  moments: { id: string; recordingId: string; start: number; atMs: number }[]
  text: string
  sounds: ShownSound[]
  player: { readonly current: PlayerHandle | null }
}

/** From the words to the sound; without scripts the link opens the sound at that moment. */
export function PassageMoments({ moments, text, sounds, player }: PassageMomentsProps) {
  if (moments.length === 0) return null
  return (
    <ul className="plain moments" aria-label={m.survey_moments()}>
      {moments.map(({ id, recordingId, start, atMs }) => (
        <li key={id}>
          <a
            href={`${sounds.find((sound) => sound.id === recordingId)?.href ?? ''}#t=${Math.floor(atMs / 1000)}`}
            onClick={(event) => {
              if (!player.current) return
              event.preventDefault()
              player.current.playAt(recordingId, atMs)
            }}
          >
            {m.survey_moment_at({ clock: clockOf(atMs) })}
          </a>
          {start > 0 && <span lang="fr">{m.survey_quoted({ words: beginningAt(text, start) })}</span>}
          <Form intent="remove-moment" layout="line">
            <input type="hidden" name="id" value={id} />
            <SubmitButton kind="quiet">
              {m.survey_moment_remove()}
              <span className="unseen"> ({clockOf(atMs)})</span>
            </SubmitButton>
          </Form>
        </li>
      ))}
    </ul>
  )
}

const SHOWN = 40

function beginningAt(text: string, start: number): string {
  return text.length - start <= SHOWN ? text.slice(start) : `${text.slice(start, start + SHOWN)}…`
}
