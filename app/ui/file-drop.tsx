import { type DragEvent, useRef, useState } from 'react'
import { m } from '#messages'
import { FieldNotes, type FieldProps, labelOf, useField } from './field.tsx'

interface FileDropProps extends FieldProps {
  /** Endings taken, as `.csv,.xlsx`. */
  accept?: string
  several?: boolean
}

/** A file chosen, or dropped where scripts run. Always the browser's own input: it is what gets sent. */
export function FileDrop({ accept, several = false, ...field }: FileDropProps) {
  const { ties, wrong } = useField(field)
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (input.current && event.dataTransfer.files.length > 0) input.current.files = event.dataTransfer.files
  }
  return (
    <div className="field" data-wrong={wrong ? '' : undefined}>
      <label htmlFor={ties.id}>{labelOf(field)}</label>
      <FieldNotes id={ties.id} hint={field.hint} wrong={wrong} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the input inside does the same by keyboard */}
      <div
        className="drop"
        data-over={over ? '' : undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input type="file" ref={input} accept={accept} multiple={several} {...ties} />
        <span className="soft">{several ? m.ui_drop_several() : m.ui_drop_one()}</span>
      </div>
    </div>
  )
}
