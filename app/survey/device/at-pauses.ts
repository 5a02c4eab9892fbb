import { type RefObject, useEffect, useRef } from 'react'

const PAUSE_MS = 700

/** Asked before a form is left: false when something in it wants the person first. */
export type Leave = () => Promise<boolean>

export const leaveFreely: Leave = () => Promise.resolve(true)

interface Kept {
  form: RefObject<HTMLFormElement | null>
  /** One keeping after the other. */
  keep: (form: HTMLFormElement) => Promise<void>
  leave: RefObject<Leave>
  mayLeave?: (form: HTMLFormElement) => boolean
}

/** Has a form kept at each pause, when the page is put away, and before the form is left. */
export function useAtPauses({ form, keep, leave, mayLeave = () => true }: Kept): void {
  const latest = useRef({ keep, mayLeave })
  latest.current = { keep, mayLeave }
  useEffect(() => {
    const { current: written } = form
    if (!written) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let kept = Promise.resolve()
    const keepNow = () => {
      clearTimeout(timer)
      kept = kept.then(() => latest.current.keep(written))
      return kept
    }
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(keepNow, PAUSE_MS)
    }
    const putAway = () => document.visibilityState === 'hidden' && void keepNow()
    written.addEventListener('input', soon)
    document.addEventListener('visibilitychange', putAway)
    leave.current = async () => {
      if (!latest.current.mayLeave(written)) return false
      await keepNow()
      return true
    }
    return () => {
      written.removeEventListener('input', soon)
      document.removeEventListener('visibilitychange', putAway)
      leave.current = leaveFreely
      void keepNow()
    }
  }, [form, leave])
}
