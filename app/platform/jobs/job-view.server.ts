/** A job as pages and its event stream show it. */

import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { jobOf, resultPath } from '#app/platform/jobs.server.ts'
import { sayRefusal } from '#app/platform/page.server.ts'
import * as messages from '#messages'

const Refused = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
const sentences: Record<string, unknown> = { ...messages.m }

export interface JobView {
  id: string
  title: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  asked: string
  ended: string | null
  step: string | null
  done: number
  total: number | null
  stopping: boolean
  refusal: string | null
  fault: string | null
  /** Address of what came of it, below the convention's. */
  resultPath: string | null
}

const State = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled'])

export async function jobView(tx: ActorTx, id: string): Promise<JobView> {
  const row = await jobOf(tx, id)
  const refused = Refused.safeParse(row.refusal)
  return {
    id: row.id,
    title: kindTitle(row.kind),
    state: State.parse(row.state),
    asked: row.asked_at.toISOString(),
    ended: row.ended_at?.toISOString() ?? null,
    step: row.step === null ? null : stepTitle(row.step),
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    stopping: row.cancel_at !== null && row.state === 'running',
    refusal: refused.success
      ? sayRefusal({ code: refused.data.code, ...(refused.data.values ? { values: refused.data.values } : {}) }).message
      : null,
    fault: row.fault,
    resultPath: resultPath(tx, row),
  }
}

export function isOver(state: JobView['state']): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled'
}

/** `import.check` says `job_kind_import_check`; a kind without a word of its own says its code. */
export function kindTitle(kind: string): string {
  return sentence(`job_kind_${kind.replaceAll(/[.-]/g, '_')}`) ?? messages.m.job_kind_other({ kind })
}

/** `import.merging.stock_dwelling` is about its table; the step's own word is the first two parts. */
function stepTitle(step: string): string | null {
  const [room, act, table] = step.split('.')
  const said = sentence(`job_step_${room}_${act}`)
  const thing = table && sentence(`table_${table}`)
  return said ? [said, thing].filter(Boolean).join(' · ') : null
}

function sentence(key: string): string | undefined {
  const said = sentences[key]
  return typeof said === 'function' ? String(said()) : undefined
}
