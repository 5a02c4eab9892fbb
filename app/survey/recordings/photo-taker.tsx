/** A photo of a place: looked at before it is kept, so that nobody is on it and no name can be read. */
import { useEffect, useState } from 'react'
import { Actions } from '#app/ui/actions.tsx'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { KnownDevice } from '../device/vault.ts'
import { addPiece, beginRecording, changeRecording, eraseRecording, hasRoomFor } from './media-store.ts'
import { LONGEST_CAPTION, MOST_PIECE_BYTES } from './recording-offer.ts'
import { redrawn } from './redraw-photo.ts'

type Says = 'unreadable' | 'full' | 'kept'

const WORDS: Record<Says, () => string> = {
  unreadable: m.survey_photo_unreadable,
  full: m.survey_photo_full,
  kept: m.survey_photo_kept,
}

export function PhotoTaker({ device, interview }: { device: KnownDevice; interview: string }) {
  const [drawn, setDrawn] = useState<{ bytes: Uint8Array<ArrayBuffer>; url: string }>()
  const [says, setSays] = useState<Says>()
  useEffect(() => () => drawn && URL.revokeObjectURL(drawn.url), [drawn])
  const take = async (file: File | undefined) => {
    setSays(undefined)
    if (!file) return
    const bytes = await redrawn(file)
    if (!bytes) return setSays('unreadable')
    setDrawn({ bytes, url: URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' })) })
  }
  const keep = async (caption: string) => {
    if (!drawn) return
    const isKept = await keepPhoto(device, interview, drawn.bytes, caption)
    setSays(isKept ? 'kept' : 'full')
    if (isKept) setDrawn(undefined)
  }
  return (
    <section className="section" aria-label={m.survey_photo()}>
      {says && (
        <p role={says === 'kept' ? 'status' : 'alert'} className="notice" data-tone={says === 'kept' ? 'good' : 'bad'}>
          {WORDS[says]()}
        </p>
      )}
      {drawn ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            void keep(String(new FormData(event.currentTarget).get('caption') ?? '').slice(0, LONGEST_CAPTION))
          }}
        >
          <img className="photo" src={drawn.url} alt={m.survey_photo_preview()} />
          <p>{m.survey_photo_look()}</p>
          <TextField name="caption" label={m.survey_photo_caption()} hint={m.survey_photo_caption_hint()} optional />
          <Actions>
            <Button type="submit" kind="primary">
              {m.survey_photo_keep()}
            </Button>
            <Button kind="quiet" onClick={() => setDrawn(undefined)}>
              {m.survey_photo_leave()}
            </Button>
          </Actions>
        </form>
      ) : (
        <label className="field">
          {m.survey_photo_take()}
          <span className="hint">{m.survey_photo_hint()}</span>
          <input
            className="input"
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
      )}
    </section>
  )
}

/** In pieces, like a sound: a poor network takes them one by one. All of it is kept, or nothing. */
async function keepPhoto(
  device: KnownDevice,
  interview: string,
  bytes: Uint8Array<ArrayBuffer>,
  caption: string,
): Promise<boolean> {
  let id: string | undefined
  try {
    if (!(await hasRoomFor(bytes.length))) return false
    id = await beginRecording(device, { interview, kind: 'photo', mediaType: 'image/jpeg', caption })
    for (let at = 0; at < bytes.length; at += MOST_PIECE_BYTES)
      await addPiece(device, id, bytes.slice(at, at + MOST_PIECE_BYTES), 0)
    await changeRecording(id, () => ({ closed: true }))
    return true
  } catch {
    if (id) await eraseRecording(id).catch(() => undefined)
    return false
  }
}
