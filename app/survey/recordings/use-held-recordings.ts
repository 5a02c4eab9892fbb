import { useEffect, useState } from 'react'
import type { KnownDevice } from '../device/vault.ts'
import { type HeldRecording, onMediaChange, recordingsOn } from './media-store.ts'

/** What the device holds of sound and photos, as it changes. */
export function useHeldRecordings({ id }: Pick<KnownDevice, 'id'>): HeldRecording[] {
  const [held, setHeld] = useState<HeldRecording[]>([])
  useEffect(() => {
    let isHere = true
    const look = () =>
      void recordingsOn({ id }).then(
        (found) => isHere && setHeld(found),
        () => undefined, // no store: nothing is held
      )
    look()
    const end = onMediaChange(look)
    return () => {
      isHere = false
      end()
    }
  }, [id])
  return held
}
