/** The device of an interviewer as a browser holds it: what it has kept of the page, and what lies in its own store. */
import type { Page } from 'playwright-core'

/** Until a page and all it is made of are in the browser's own store, and the worker that gives them back has taken over. */
export function untilKept(page: Page, path = new URL(page.url()).pathname): Promise<void> {
  return page.evaluate(async (kept) => {
    // The page goes in last, once all that it is made of is there.
    while (!(await caches.match(kept)) || navigator.serviceWorker.controller === null)
      await new Promise((resolve) => setTimeout(resolve, 100))
  }, path)
}

export async function chooseGuide(page: Page, name: string): Promise<void> {
  const guides = page.getByLabel('Guide', { exact: true })
  await guides.selectOption(await guides.locator('option', { hasText: name }).first().getAttribute('value'))
}

interface Row {
  /** Where an act stands. */
  standing: string | undefined
  /** Whether the key of a device is written down. */
  hasKey: boolean
  /** The bytes of an act, as words, should there be any in them. */
  text: string
  /** How many moments are kept with a sound. */
  moments: number
}

const STORES = {
  devices: 'palier-field',
  packs: 'palier-field',
  acts: 'palier-field',
  recordings: 'palier-field-media',
  pieces: 'palier-field-media',
}

interface Kept {
  standing?: string
  key?: unknown
  bytes?: ArrayBuffer
  moments?: unknown[]
}

/** What the browser's own store holds of one kind. */
export function storeOf(page: Page, kind: keyof typeof STORES): Promise<Row[]> {
  return page.evaluate(
    async ([store, name]) => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(store)
        opening.onsuccess = () => resolve(opening.result)
      })
      const rows = await new Promise<Kept[]>((resolve) => {
        const asking = db.transaction(name).objectStore(name).getAll()
        asking.onsuccess = () => resolve(asking.result)
      })
      db.close()
      return rows.map(({ standing, key, bytes, moments = [] }) => ({
        standing,
        hasKey: key !== undefined && key !== null,
        text: new TextDecoder().decode(bytes),
        moments: moments.length,
      }))
    },
    [STORES[kind], kind] as const,
  )
}

/** A microphone that hears one tone: the packaged browser has no device of its own. What records it is the real one. */
export function hearTone(): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext()
    const tone = context.createOscillator()
    const heard = context.createMediaStreamDestination()
    tone.connect(heard)
    tone.start()
    return heard.stream
  }
}

/** A screen that says in the page whether it is kept lit: the packaged browser has none of its own. */
export function watchScreen(): void {
  Object.defineProperty(navigator, 'wakeLock', {
    value: {
      request: async () => {
        document.documentElement.dataset.lit = ''
        return { release: async () => delete document.documentElement.dataset.lit }
      },
    },
  })
}

/** Seconds of the sound on the page, as the browser's own player reckons them once it has played. */
export async function lengthHeard(page: Page): Promise<number> {
  const sound = page.locator('audio').first()
  await sound.waitFor()
  return sound.evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true
    await audio.play()
    audio.pause()
    return audio.duration
  })
}
