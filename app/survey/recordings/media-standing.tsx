/** Says how much sound and how many photos have not arrived, and sends them while there is a network. */
import { useEffect } from 'react'
import { formatMegabytes } from '#app/ui/format.ts'
import { m } from '#messages'
import type { KnownDevice } from '../device/vault.ts'
import { sendRecordings } from './send-recordings.ts'
import { useHeldRecordings } from './use-held-recordings.ts'

const SEND_EVERY_MS = 10_000

export function MediaStanding({ base, device }: { base: string; device: KnownDevice }) {
  const held = useHeldRecordings(device)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the same device after each act that is written down
  useEffect(() => {
    const send = () => void sendRecordings(base, device).catch(() => undefined)
    send()
    const timer = setInterval(send, SEND_EVERY_MS)
    addEventListener('online', send)
    return () => {
      clearInterval(timer)
      removeEventListener('online', send)
    }
  }, [base, device.id])
  const here = held.filter(({ standing }) => standing === 'here')
  const bytes = here.flatMap(({ chunks }) => chunks).reduce((sum, chunk) => sum + chunk.bytes, 0)
  const unfit = held.filter(({ standing }) => standing === 'unfit').length
  return (
    <>
      {here.length > 0 && (
        <p>
          {m.survey_media_here({
            count: here.length,
            megabytes: formatMegabytes(bytes),
          })}
        </p>
      )}
      {unfit > 0 && <p>{m.survey_media_unfit_says({ count: unfit })}</p>}
      {held.length > 0 && here.length === 0 && unfit === 0 && <p>{m.survey_media_all_arrived()}</p>}
    </>
  )
}
