/** Sound and photos while an interview is entered on line: kept on this computer first, as on a telephone, then sent. */
import { useEffect, useState } from 'react'
import { m } from '#messages'
import { type Opening, openField } from '../device/field.ts'
import { InterviewMedia } from './interview-media.tsx'
import { MediaStanding } from './media-standing.tsx'

interface OnLineMediaProps {
  convention: string
  interview: string
  agreesAudio: boolean
  agreesPhoto: boolean
}

export function OnLineMedia({ convention, ...asked }: OnLineMediaProps) {
  const base = `/c/${convention}/survey/device`
  const [opening, setOpening] = useState<Opening>()
  useEffect(() => {
    void openField(base, convention).then(setOpening, () => setOpening({ kind: 'no-store' }))
  }, [base, convention])
  if (!opening) return <p>{m.survey_device_opening()}</p>
  if (opening.kind !== 'open')
    return (
      <p role="alert" className="notice" data-tone="warn">
        {opening.kind === 'no-store' ? m.survey_media_no_store() : m.survey_media_refused()}
      </p>
    )
  const { device } = opening.field
  return (
    <>
      <InterviewMedia base={base} device={device} {...asked} />
      <MediaStanding base={base} device={device} />
    </>
  )
}
