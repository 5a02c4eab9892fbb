/** Every kind of long work of the product, like routes.ts for pages. */
import type { JobDefinition } from '#app/platform/jobs.server.ts'

export const jobs: readonly JobDefinition[] = []
