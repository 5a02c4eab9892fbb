/** Every kind of long work of the product, like routes.ts for pages. */

import { lettersJob } from '#app/mobilisation/letters.job.ts'
import { importJobs } from '#app/platform/imports/imports.job.ts'
import type { JobDefinition } from '#app/platform/jobs.server.ts'
import { visitJob } from '#app/survey/interviews/visits.job.ts'
import { lotteryJob } from '#app/survey/panel.job.ts'
import { bringJob } from '#app/territory/bring.job.ts'
import { diagnosisJob } from '#app/territory/diagnosis.job.ts'

export const jobs: readonly JobDefinition[] = [...importJobs, bringJob, diagnosisJob, lettersJob, lotteryJob, visitJob]
