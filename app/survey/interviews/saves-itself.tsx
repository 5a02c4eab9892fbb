import { useEffect, useRef, useState } from 'react'
import { formatInstant } from '#app/ui/format.ts'
import { m } from '#messages'

const PAUSE_MS = 800
const AGAIN_MS = 10_000
/** Characters: browsers let no more than 64 KiB outlive a page. */
const MOST_OUTLIVING = 60_000

type Standing = { kind: 'saved'; at: string } | { kind: 'refused'; why: string } | { kind: 'waiting' } | undefined

/** By hand: a library to read two words would weigh a tenth of the page. @throws TypeError for what is no answer */
function standingFrom(answer: unknown): Standing {
  if (typeof answer === 'object' && answer !== null) {
    if ('savedAt' in answer && typeof answer.savedAt === 'string') return { kind: 'saved', at: answer.savedAt }
    if ('refused' in answer && typeof answer.refused === 'string') return { kind: 'refused', why: answer.refused }
  }
  throw new TypeError('expected when it was saved, or why not')
}

/**
 * Sends a form at each pause, one sending after the other so that older words never come last; also when the page is
 * left or put away in mid-pause. @returns what ends it, after a last sending of what was not sent yet
 */
function sendAtPauses(form: HTMLFormElement, to: string, tell: (standing: Standing) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let hasNews = false
  let isLeft = false
  const soon = (ms = PAUSE_MS) => {
    clearTimeout(timer)
    if (!isLeft) timer = setTimeout(sendInTurn, ms)
  }
  const send = async () => {
    hasNews = false
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
    const response = await fetch(to, { method: 'POST', body, keepalive: body.toString().length < MOST_OUTLIVING })
    tell(response.redirected ? { kind: 'refused', why: m.survey_signed_out() } : standingFrom(await response.json()))
  }
  const sendInTurn = async () => {
    if (isSending) return
    isSending = true
    try {
      await send()
      if (hasNews) soon()
    } catch {
      hasNews = true
      tell({ kind: 'waiting' })
      soon(AGAIN_MS)
    } finally {
      isSending = false
    }
  }
  const written = () => {
    hasNews = true
    soon()
  }
  // Timers of a page that is left never run: what waits goes at once.
  const sendNow = () => {
    if (!hasNews) return
    send().catch(() => {
      hasNews = true
      soon()
    })
  }
  const putAway = () => document.visibilityState === 'hidden' && sendNow()
  form.addEventListener('input', written)
  document.addEventListener('visibilitychange', putAway)
  addEventListener('beforeunload', sendNow) // loaded anew, the page is asked for after this and put away too late
  return () => {
    form.removeEventListener('input', written)
    document.removeEventListener('visibilitychange', putAway)
    removeEventListener('beforeunload', sendNow)
    isLeft = true
    clearTimeout(timer)
    sendNow()
  }
}

/** Says what has arrived of what was written. The press of the form sends it all again: nothing hangs on this. */
export function SavesItself({ to }: { to: string }) {
  const line = useRef<HTMLParagraphElement>(null)
  const [standing, setStanding] = useState<Standing>()
  useEffect(() => {
    const form = line.current?.closest('form')
    if (form) return sendAtPauses(form, to, setStanding)
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
