import { useEffect, useRef, useState } from 'react'
import { formatInstant } from '#app/ui/format.ts'
import { m } from '#messages'

const PAUSE_MS = 800
const AGAIN_MS = 10_000

type Standing = { kind: 'saved'; at: string } | { kind: 'refused'; why: string } | { kind: 'waiting' } | undefined

/** By hand: a library to read two words would weigh a tenth of the page. @throws TypeError for what is no answer */
function standingFrom(answer: unknown): Standing {
  if (typeof answer === 'object' && answer !== null) {
    if ('savedAt' in answer && typeof answer.savedAt === 'string') return { kind: 'saved', at: answer.savedAt }
    if ('refused' in answer && typeof answer.refused === 'string') return { kind: 'refused', why: answer.refused }
  }
  throw new TypeError('expected when it was saved, or why not')
}

/** Sends what was written at each pause, and says what has arrived. The press of the form sends it all again: nothing hangs on this. */
export function SavesItself({ to }: { to: string }) {
  const line = useRef<HTMLParagraphElement>(null)
  const [standing, setStanding] = useState<Standing>()
  useEffect(() => {
    const form = line.current?.closest('form')
    if (!form) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (ms = PAUSE_MS) => {
      clearTimeout(timer)
      timer = setTimeout(save, ms)
    }
    const save = async () => {
      timer = undefined
      const sent = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
      try {
        const response = await fetch(to, { method: 'POST', body: sent, keepalive: true })
        if (response.redirected) return setStanding({ kind: 'refused', why: m.survey_signed_out() })
        setStanding(standingFrom(await response.json()))
      } catch {
        setStanding({ kind: 'waiting' })
        soon(AGAIN_MS)
      }
    }
    const written = () => soon()
    const leaving = () => timer !== undefined && soon(0)
    form.addEventListener('input', written)
    document.addEventListener('visibilitychange', leaving)
    return () => {
      clearTimeout(timer)
      form.removeEventListener('input', written)
      document.removeEventListener('visibilitychange', leaving)
    }
  }, [to])
  return (
    <p ref={line} role="status" className="soft">
      {standing === undefined && m.survey_saves_itself()}
      {standing?.kind === 'saved' && m.survey_saved_at({ at: formatInstant(standing.at) })}
      {standing?.kind === 'refused' && m.survey_not_saved({ why: standing.why })}
      {standing?.kind === 'waiting' && m.survey_saving_again()}
    </p>
  )
}
