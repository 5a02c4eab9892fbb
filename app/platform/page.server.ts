/** The ways from a page to the rooms: `read` for a loader, `submit` for an action, `receive` for one that takes files. All find the member who asks first. */
import { data, type RouterContextProvider, redirect } from 'react-router'
import type { z } from 'zod'
import type { FieldRefusal, FormAnswer, FormValues } from '#app/ui/form-answer.ts'
import { answeredOf, firstByField, valuesOf } from '#app/ui/read-form.ts'
import { type Actor, type ActorTx, inConvention, memberOf } from './database.server.ts'
import { Refusal } from './refusal.ts'
import { messageOf } from './refusal-message.server.ts'
import { type Person, personContext } from './request-context.ts'

interface Asked {
  request: Request
  /** The page's own address, also when a script asks for its data alone. */
  url: URL
  context: Readonly<RouterContextProvider>
  params: { convention?: string }
}

/** What a loader shows, read in the member's own transaction. */
export async function read<Result>(asked: Asked, act: (tx: ActorTx) => Promise<Result>): Promise<Result> {
  const member = await actor(asked)
  return inConvention(member, act).catch(asPage)
}

/**
 * The five steps of every form: parse, open the actor's transaction, act, answer; a refusal comes back beside its field.
 * What no schema names (files, fields by the thousand) is in the form as it was sent.
 */
export async function submit<Input, Result>(
  asked: Asked,
  schema: z.ZodType<Input>,
  act: (tx: ActorTx, input: Input, form: FormData) => Promise<Result>,
) {
  const member = await actor(asked)
  const form = await asked.request.formData()
  return answering(valuesOf(form), schema, (input) => inConvention(member, (tx) => act(tx, input, form)))
}

/** A form whose files are read as they arrive: nothing is read of whoever is nobody here. A refusal comes back beside its field. */
export async function receive<Result>(asked: Asked, act: (member: Actor) => Promise<Result>) {
  const member = await actor(asked)
  return act(member).catch((error: unknown) => besideField(error, {}))
}

/** The same outside a convention (sign-in, administrator's pages): the act opens what it needs. */
export async function answering<Input, Result>(
  values: FormValues,
  schema: z.ZodType<Input>,
  act: (input: Input) => Promise<Result>,
) {
  const parsed = schema.safeParse(answeredOf(values))
  if (!parsed.success)
    return data<FormAnswer>({ refusal: firstByField(parsed.error.issues.map(saidOf)), values }, { status: 422 })
  return act(parsed.data).catch((error: unknown) => besideField(error, values))
}

function besideField(error: unknown, values: FormValues) {
  if (!(error instanceof Refusal) || isAbsence(error)) return asPage(error)
  return data<FormAnswer>({ refusal: [sayRefusal(error)], values }, { status: error.status, headers: headersOf(error) })
}

/** The signed-in person, or the sign-in page, which brings back here. */
export function person({ context, url: { pathname } }: Pick<Asked, 'context' | 'url'>): Person {
  const someone = context.get(personContext)
  if (!someone) throw redirect(`/sign-in?next=${encodeURIComponent(pathname)}`)
  if (someone.needsPasskey && !/^\/account(\/|$)/.test(pathname))
    throw redirect(`/account/passkey?next=${encodeURIComponent(pathname)}`)
  return someone
}

/** The member of the URL's convention. A convention of others and one that does not exist give the same answer. */
export async function actor(asked: Asked): Promise<Actor> {
  const member = await memberOf(person(asked).id, asked.params.convention ?? '')
  return member ?? asPage(new Refusal('platform.not-found', { status: 404 }))
}

/** For an act that may stand within a form: what is not there for the asker is about the whole page, other refusals are left to the form. */
export function answeringAbsence<Result>(act: () => Promise<Result>): Promise<Result> {
  return act().catch((error: unknown) => {
    if (error instanceof Refusal && !isAbsence(error)) throw error
    return asPage(error)
  })
}

function isAbsence({ status }: Refusal): boolean {
  return status === 403 || status === 404
}

/** For an act with no form around it: every refusal is its answer. */
export function answeringRefusals<Result>(act: () => Promise<Result>): Promise<Result> {
  return act().catch(asPage)
}

/** A refusal that is about the whole page becomes the page that says so. */
function asPage(error: unknown): never {
  if (error instanceof Refusal) throw data(sayRefusal(error), { status: error.status, headers: headersOf(error) })
  throw error
}

function headersOf({ status, values }: Refusal): HeadersInit {
  return status === 429 ? { 'Retry-After': String(Number(values.minutes) * 60) } : {}
}

type RefusalInWords = Pick<Refusal, 'code'> & Partial<Pick<Refusal, 'field' | 'values'>>

export function sayRefusal({ code, field, values }: RefusalInWords): FieldRefusal {
  return { code, message: messageOf(code, values), ...(field ? { field } : {}) }
}

function saidOf(issue: z.core.$ZodIssue): FieldRefusal {
  const field = issue.path.map(String).join('.')
  return { ...sayRefusal({ code: codeOf(issue), values: limitOf(issue) }), ...(field ? { field } : {}) }
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') return issue.params.code
  if (issue.code === 'invalid_type' || (issue.code === 'too_small' && issue.minimum === 1 && issue.origin !== 'number'))
    return 'form.required'
  if (issue.code === 'too_big') return issue.origin === 'number' ? 'form.too-big' : 'form.too-long'
  if (issue.code === 'too_small') return issue.origin === 'number' ? 'form.too-small' : 'form.too-short'
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'form.not-an-email'
  if (issue.code === 'invalid_value') return 'form.not-a-choice'
  return 'form.not-understood'
}

function limitOf(issue: z.core.$ZodIssue): Record<string, number> {
  if (issue.code === 'too_big') return { limit: Number(issue.maximum) }
  if (issue.code === 'too_small') return { limit: Number(issue.minimum) }
  return {}
}
