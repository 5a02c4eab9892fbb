import { z } from 'zod'

/** A fault of a start or of a command, in sentences for whoever runs it; PALIER_DEBUG=1 adds where it arose. */
export function explain(error: unknown): string {
  if (process.env.PALIER_DEBUG && error instanceof Error) return error.stack ?? error.message
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `The setting ${path.join('.')} is not right: ${message}.`).join('\n')
  }
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'open' && 'path' in error) {
    return `there is no file ${error.path}, or no such folder: look at the path`
  }
  const own = error instanceof AggregateError ? error.errors.map(explain).join('; ') : error.message
  return error.cause === undefined || own.includes(explain(error.cause)) ? own : `${own} (${explain(error.cause)})`
}
