import type { Json } from '#app/platform/jobs.server.ts'

/** What the printer's thread is given. */
export interface Print {
  template: string
  data: Json
  at: Date
}
