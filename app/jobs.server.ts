/** Every kind of long work of the product, like routes.ts for pages. */

import { emailsJob } from '#app/mobilisation/emails.job.ts'
import { askDueReminders, expireRegistrations, reminderJob } from '#app/mobilisation/events/reminder.job.ts'
import { lettersJob } from '#app/mobilisation/letters.job.ts'
import { importJobs } from '#app/platform/imports/imports.job.ts'
import type { JobDefinition } from '#app/platform/jobs.server.ts'
import { estimateJob } from '#app/survey/estimates/estimate.job.ts'
import { visitJob } from '#app/survey/interviews/visits.job.ts'
import { lotteryJob } from '#app/survey/panel.job.ts'
import { expireHeld } from '#app/survey/recordings/held-recordings.server.ts'
import { expireRecordings } from '#app/survey/recordings/recordings.server.ts'
import { bringJob } from '#app/territory/bring.job.ts'
import { diagnosisJob } from '#app/territory/diagnosis.job.ts'

export const jobs: readonly JobDefinition[] = [
  ...importJobs,
  bringJob,
  diagnosisJob,
  lettersJob,
  emailsJob,
  reminderJob,
  lotteryJob,
  estimateJob,
  visitJob,
]

/** What is done each hour without being asked. */
export const hourly = [expireRegistrations, askDueReminders, expireRecordings, expireHeld]
