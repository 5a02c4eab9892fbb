import { type PointerEvent, useState } from 'react'
import { Button } from '#app/ui/button.tsx'
import { m } from '#messages'

const WIDTH = 600
const HEIGHT = 200
const LONGEST = 19_000

/** A signature with the finger, as strokes in a frame of 600 by 200. Nobody has to sign: a spoken yes is as good. */
export function SignaturePad() {
  const [path, setPath] = useState('')
  const [isDown, setDown] = useState(false)
  const add = (letter: 'M' | 'L') => (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = Math.round(((event.clientX - box.left) / box.width) * WIDTH)
    const y = Math.round(((event.clientY - box.top) / box.height) * HEIGHT)
    if (x >= 0 && y >= 0 && path.length < LONGEST) setPath((before) => `${before}${letter}${x} ${y}`)
  }
  return (
    <details>
      <summary>{m.survey_signature()}</summary>
      <input type="hidden" name="signature" value={path} />
      <svg
        className="signature"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={path === '' ? m.survey_signature_empty() : m.survey_signature_there()}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDown(true)
          add('M')(event)
        }}
        onPointerMove={(event) => isDown && add('L')(event)}
        onPointerUp={() => setDown(false)}
      >
        <path d={path} fill="none" stroke="currentColor" strokeWidth="3" />
      </svg>
      <Button kind="quiet" onClick={() => setPath('')}>
        {m.survey_signature_again()}
      </Button>
    </details>
  )
}
