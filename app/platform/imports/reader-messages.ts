/** What passes between the process and its reading process: plain data. */
import type { CheckOptions } from '#packages/intake/check.ts'
import type { Mapping, RememberedHeaders } from '#packages/intake/headers.ts'
import type { Problem } from '#packages/intake/problem.ts'
import type { Forced } from '#packages/intake/recognise.ts'
import type { KindMatch } from './matching.ts'
import type { ReadBatch, RecognisedFile } from './reader.ts'

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
    | {
        does: 'read'
        kind: string
        recognised: RecognisedFile
        mapping: Mapping
        options: CheckOptions
        /** Which part of a published file is wanted. */
        scope: unknown
      }
  )

export interface ReadingStart {
  /** Address of the module that holds the readers. */
  readers: string
  task: ReadingTask
}

export type CopyBatch = Omit<ReadBatch, 'copy'> & { copy: Uint8Array }

export type FileRecognition =
  | { recognised: RecognisedFile; refused?: never }
  | { refused: readonly Problem[]; recognised?: never }

export type ReaderSays =
  | { recognition: FileRecognition; matches: readonly KindMatch[] }
  | { batch: CopyBatch }
  | { ended: true }
  | { fault: unknown }
