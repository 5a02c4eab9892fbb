/**
 * The queue of a phone at the door: acts lie in the browser's storage until the server has them, through reloads and without a
 * network, beside what the server last told of others. All of it is numbers of registrations and of people, no name.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Answer, DeviceLog } from '#packages/sync-log/device-log.ts'
import { append, emptyLog, offer, settle, standing } from '#packages/sync-log/device-log.ts'
import { DOOR_SCHEMA, type Heard, MOST_ACTS_AT_ONCE, type Present } from './door-act.ts'

const TRY_AGAIN_MS = 15_000
const KEPT_MS = 14 * 24 * 3_600_000
const KEY = 'palier-door-'
const HEARD = 'palier-heard-'

export type Network = 'unknown' | 'fine' | 'away' | 'signed-out'

export interface Door {
  present: Present[]
  waiting: number
  aside: number
  network: Network
  /** Writes it down on this phone, then sends it when it can. False when the browser keeps nothing: send the form itself. */
  note: (what: Present) => boolean
}

export function useDoor(eventId: string, first: Present[], actsHref: string): Door {
  const [heard, setHeard] = useState(first)
  const [log, setLog] = useState<DeviceLog>(() => emptyLog('none'))
  const [network, setNetwork] = useState<Network>('unknown')
  const run = useRef('')

  const send = useCallback(async () => {
    const told = await sendWaiting(eventId, actsHref, run.current)
    setLog(loadLog(eventId))
    if (typeof told === 'string') return setNetwork(told)
    if (told) {
      setHeard(told.present)
      remember(eventId, told.present)
    }
    setNetwork('fine')
  }, [eventId, actsHref])

  useEffect(() => {
    run.current = newId()
    forgetOld()
    // A page that was kept knows nothing of the others: what was last heard of them is still here.
    setHeard((known) => (known.length > 0 ? known : lastHeard(eventId)))
    setLog(loadLog(eventId))
    void send()
    const again = setInterval(() => {
      if (standing(loadLog(eventId)).waiting > 0) void send()
    }, TRY_AGAIN_MS)
    const online = () => void send()
    addEventListener('online', online)
    return () => {
      clearInterval(again)
      removeEventListener('online', online)
    }
  }, [eventId, send])

  const note = (what: Present) => {
    const { subject, kind, people, residenceId } = what
    const draft = { id: newId(), schema: DOOR_SCHEMA, kind, subject, content: { people, residenceId } }
    const made = { wallMs: Date.now(), run: run.current, sinceStartMs: performance.now() }
    const next = append(loadLog(eventId), draft, made).log
    if (!saveLog(eventId, next)) return false
    setLog(next)
    void send()
    return true
  }

  const { waiting, aside } = standing(log)
  return { present: withWaiting(heard, log), waiting, aside, network, note }
}

/** What others have told, then what this phone has still to tell. */
function withWaiting(heard: Present[], log: DeviceLog): Present[] {
  const now = new Map(heard.map((one) => [one.subject, one]))
  for (const { subject, kind, content } of log.waiting) {
    const { people, residenceId } = contentOf(content)
    now.set(subject, { subject, kind: kind === 'walk-in' ? 'walk-in' : 'registered', people, residenceId })
  }
  return [...now.values()]
}

function contentOf(content: unknown): Pick<Present, 'people' | 'residenceId'> {
  if (typeof content !== 'object' || content === null) return { people: 0, residenceId: null }
  const people = 'people' in content && typeof content.people === 'number' ? content.people : 0
  const residenceId = 'residenceId' in content && typeof content.residenceId === 'string' ? content.residenceId : null
  return { people, residenceId }
}

/** One tab at a time sends; what it does not get an answer for waits on. */
async function sendWaiting(eventId: string, href: string, run: string): Promise<Heard | Network | undefined> {
  const act = async () => {
    const { acts } = offer(loadLog(eventId), MOST_ACTS_AT_ONCE)
    const sent = { wallMs: Date.now(), run, sinceStartMs: performance.now() }
    const response = await fetch(href, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ acts, sent }),
    })
    if (response.redirected || response.status === 401 || response.status === 403) return 'signed-out'
    if (!response.ok) return 'away'
    const told: Heard & { answer: Answer } = await response.json()
    saveLog(eventId, settle(loadLog(eventId), told.answer, Date.now()))
    return told
  }
  try {
    return await (navigator.locks ? navigator.locks.request(storageKey(eventId), act) : act())
  } catch {
    return 'away'
  }
}

function storageKey(eventId: string): string {
  return `${KEY}${eventId}`
}

function loadLog(eventId: string): DeviceLog {
  try {
    const text = localStorage.getItem(storageKey(eventId))
    if (text !== null) return JSON.parse(text)
  } catch {
    // A private window keeps nothing: each act then goes as a form.
  }
  return emptyLog(newId())
}

function remember(eventId: string, present: Present[]): void {
  try {
    localStorage.setItem(`${HEARD}${eventId}`, JSON.stringify(present))
  } catch {
    // Storage is full or forbidden: a page opened without a network then starts from what this phone noted.
  }
}

function lastHeard(eventId: string): Present[] {
  try {
    return JSON.parse(localStorage.getItem(`${HEARD}${eventId}`) ?? '[]')
  } catch {
    return []
  }
}

function saveLog(eventId: string, log: DeviceLog): boolean {
  try {
    localStorage.setItem(storageKey(eventId), JSON.stringify(log))
    return true
  } catch {
    return false
  }
}

/** What arrived weeks ago is no longer needed on the phone, not even after a back-up was restored. */
function forgetOld(): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(KEY))) {
      const log = loadLog(key.slice(KEY.length))
      const last = log.kept.at(-1)?.made.wallMs ?? Date.now()
      if (standing(log).waiting > 0 || last >= Date.now() - KEPT_MS) continue
      localStorage.removeItem(key)
      localStorage.removeItem(`${HEARD}${key.slice(KEY.length)}`)
    }
  } catch {
    // No storage, nothing to forget.
  }
}

/** A UUIDv7: `crypto.randomUUID` is missing where the house is reached without TLS. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const time = Date.now().toString(16).padStart(12, '0')
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const variant = '89ab'[(bytes[8] ?? 0) % 4]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(3, 6)}-${hex.slice(6, 18)}`
}
