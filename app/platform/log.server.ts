/** Structured logs for whoever runs the installation: numbers, ids and faults; never what a person wrote or is. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { settings } from './settings.server.ts'

const PERSONAL = [
  'email',
  'name',
  'phone',
  'address',
  'recipient',
  'subject',
  'body',
  'token',
  'cookie',
  'authorization',
  'parameters',
  'detail',
  'where',
  'hint',
]

const requests = new AsyncLocalStorage<string>()

export const log = pino({
  level: settings.LOG_LEVEL,
  base: null,
  mixin: () => ({ request: requests.getStore() }),
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: PERSONAL.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
  serializers: { err: withoutValues },
})

/** PostgreSQL quotes the refused value in an error's message and detail: keep its code and where it arose, drop the words. */
function withoutValues(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const fromDatabase = code !== undefined && /^[0-9A-Z]{5}$/.test(code)
  const constraint = 'constraint' in error ? error.constraint : undefined
  return {
    type: error.name,
    code,
    constraint,
    message: fromDatabase ? undefined : error.message,
    stack: fromDatabase ? error.stack?.split('\n').slice(1).join('\n') : error.stack,
    cause: error.cause === undefined ? undefined : withoutValues(error.cause),
  }
}

/** Everything logged while one request is answered carries its reference: the number its page shows when something breaks. */
export function inRequest<Result>(answer: () => Result): Result {
  return requests.run(faultNumber(), answer)
}

/** Reference of the request being answered. */
export function requestReference(): string {
  return requests.getStore() ?? faultNumber()
}

/** What a person can read out on the phone, and we find in the log. */
export function faultNumber(): string {
  return randomBytes(5)
    .toString('hex')
    .toUpperCase()
    .replace(/(.{5})/, '$1-')
}
