/** What passes between the process and its reading thread: plain data. */
import type { CheckOptions } from '#packages/intake/check.ts'
import type { Mapping, RememberedHeaders } from '#packages/intake/headers.ts'
import type { Forced, Recognised, Recognition } from '#packages/intake/recognise.ts'
import type { KindMatch } from './matching.ts'
import type { ReadBatch } from './reader.ts'

interface FileOnDisk {
  path: string
  name: string
}

export type ReadingTask = FileOnDisk &
  (
    | {
        does: 'recognise'
        forced: Forced
        /** Only this kind is asked for; otherwise the one that explains the header best. */
        kind: string | undefined
        /** Headers confirmed earlier, by kind. */
        remembered: Readonly<Record<string, RememberedHeaders>>
      }
    | { does: 'read'; kind: string; recognised: Recognised; mapping: Mapping; options: CheckOptions }
  )

export type CopyBatch = Omit<ReadBatch, 'copy'> & { copy: Uint8Array }

export type WorkerSays =
  | { recognition: Recognition; matches: readonly KindMatch[] }
  | { batch: CopyBatch }
  | { ended: true }
