/** Sound and photos of an interview, for the operator's people; each can be taken out on its own. */
import { Link } from 'react-router'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { clockOf } from './clock.ts'

export interface ListedRecording {
  id: string
  kind: 'audio' | 'photo'
  caption: string
  beganAt: string
  lengthMs: number | null
  goesOn: string
}

/** @param here address of the interview, under which they lie */
export function RecordingList({ recordings, here }: { recordings: ListedRecording[]; here: string }) {
  if (recordings.length === 0) return null
  return (
    <Section title={m.survey_media()}>
      <ul className="plain stack">
        {recordings.map((one) => (
          <li key={one.id} className="stack">
            <Shown {...one} href={`${here}/recordings/${one.id}`} />
            <Link to={`${here}/withdraw?recording=${one.id}`}>
              {one.kind === 'audio' ? m.survey_media_erase_sound() : m.survey_media_erase_photo()}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Shown({ kind, caption, beganAt, lengthMs, goesOn, href }: ListedRecording & { href: string }) {
  if (kind === 'photo') return <PhotoShown href={href} caption={caption} />
  const says = lengthMs === null ? m.survey_media_sound_open() : m.survey_media_sound({ length: clockOf(lengthMs) })
  return (
    <>
      <span>
        {says} <span className="soft">{formatInstant(beganAt)}</span>
      </span>
      {/* biome-ignore lint/a11y/useMediaCaption: its words are the answers of the interview */}
      <audio controls preload="none" src={href} aria-label={says} />
      <span className="soft">{m.survey_media_goes({ on: formatDate(goesOn) })}</span>
    </>
  )
}

export function PhotoShown({ href, caption }: { href: string; caption: string }) {
  return (
    <figure className="stack">
      <img className="photo" src={href} alt={caption || m.survey_photo()} loading="lazy" />
      {caption !== '' && <figcaption>{caption}</figcaption>}
    </figure>
  )
}
