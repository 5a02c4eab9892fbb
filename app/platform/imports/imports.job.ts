/** The three long works of an import. */
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { askJob, type JobResult, job } from '#app/platform/jobs.server.ts'
import { checkImport, commitImport } from './passage.server.ts'
import { undoImport } from './undo.server.ts'

const OfImport = z.object({ importId: z.uuid() })
/** The import's own page, while it is under way too. */
const AT_IMPORT: JobResult = {
  needs: 'import.read',
  path: (said) => {
    const { success, data } = OfImport.safeParse(said)
    return success ? `imports/${data.importId}` : undefined
  },
}

const Commit = OfImport.extend({ setAside: z.boolean(), again: z.boolean() })

export const checkJob = job(
  'import.check',
  OfImport,
  (tx, { importId }, work) => {
    must(tx.actor, 'import.run')
    return checkImport(tx, importId, work)
  },
  AT_IMPORT,
)

export const commitJob = job(
  'import.commit',
  Commit,
  (tx, { importId, ...choices }, work) => {
    must(tx.actor, 'import.run')
    return commitImport(tx, importId, choices, work)
  },
  AT_IMPORT,
)

export const undoJob = job(
  'import.undo',
  OfImport,
  (tx, { importId }, work) => undoImport(tx, importId, work),
  AT_IMPORT,
)

export const importJobs = [checkJob, commitJob, undoJob]

export async function askCheck(tx: ActorTx, importId: string): Promise<void> {
  must(tx.actor, 'import.run')
  await note(tx, importId, { check_job: await askJob(tx, checkJob, { importId }) })
}

export async function askCommit(tx: ActorTx, input: z.infer<typeof Commit>): Promise<void> {
  must(tx.actor, 'import.run')
  await note(tx, input.importId, { commit_job: await askJob(tx, commitJob, input) })
}

export async function askUndo(tx: ActorTx, importId: string): Promise<void> {
  must(tx.actor, 'import.undo')
  await note(tx, importId, { undo_job: await askJob(tx, undoJob, { importId }) })
}

async function note(
  tx: ActorTx,
  importId: string,
  jobs: { check_job?: string; commit_job?: string; undo_job?: string },
): Promise<void> {
  await tx.updateTable('import').set(jobs).where('id', '=', importId).execute()
}
