import type { Json } from '#app/platform/jobs.server.ts'

/** What is to be printed. */
export interface Print {
  template: string
  data: Json
  at: Date
}

/** A tagged PDF, and how many pages it has. */
export interface PrintedDocument {
  pdf: Uint8Array
  pages: number
}
