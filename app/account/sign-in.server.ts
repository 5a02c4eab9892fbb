/** The ways in that are forms: a link by letter, a press in a demonstration, an accepted invitation. All end in one session. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { outside } from '#app/platform/database.server.ts'
import { writeMail } from '#app/platform/mail.server.ts'
import { limit, slowDown } from '#app/platform/rate-limit.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { installationSecret, settings } from '#app/platform/settings.server.ts'
import { m } from '#messages'
import { cookieMaxAge, cookieName, isLocale } from '#messages/runtime.js'
import { authAt, cookiesOf, pace } from './auth.server.ts'
import { type Hand, LINK_MINUTES } from './auth-options.server.ts'
import { SHARED_DEVICE } from './session.server.ts'

const LINKS_BY_PERSON = { tries: 5, minutes: 15 }
const DEMONSTRATION_BY_ADDRESS = { tries: 300, minutes: 60 } // nothing to guess there, and a visitor tries many doors
const ANSWER_MS = 400 // longer than either answer takes: the time does not tell whether the person is known
const ASKED_COOKIE = '__Host-palier-asked'

/** Headers of an answer, each cookie on its own. */
export type HeaderList = [name: string, value: string][]

/**
 * Writes the letter with the link to whoever has this address here, and answers the same to everybody else.
 *
 * @param next path to open after signing in
 * @throws Refusal `platform.too-many-tries`
 */
export async function askLink(request: Request, address: string, email: string, next: string): Promise<HeaderList> {
  await pace(address)
  await limit('sign-in-person', email, LINKS_BY_PERSON)
  const browser = browserOf(request) ?? randomBytes(16).toString('base64url')
  const origin = originOf(request)
  await Promise.all([
    wait(ANSWER_MS),
    tokenFor(request, email, (token) => writeLetter({ origin, email, token, browser, next })),
  ])
  return [['Set-Cookie', `${ASKED_COOKIE}=${browser}; Path=/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax`]]
}

async function tokenFor(request: Request, email: string, hand: Hand): Promise<void> {
  await authAt(originOf(request)).api.signInMagicLink({
    body: { email, metadata: { hand } },
    headers: new Headers({ 'user-agent': request.headers.get('user-agent') ?? '' }),
  })
}

interface LinkLetter {
  origin: string
  email: string
  token: string
  browser: string
  next: string
}

async function writeLetter({ origin, email, token, browser, next }: LinkLetter): Promise<void> {
  const someone = await outside()
    .selectFrom('account_person')
    .select(['id', 'name', 'language'])
    .where('email', '=', email)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  if (!someone) return
  const { rows } = await sql<{ hours: number }>`select hours from session_terms(${someone.id})`.execute(outside())
  // Caretakers and residents read their mail in an application with a browser of its own; for all others the link opens where it was asked.
  const bound = (rows[0]?.hours ?? 0) <= 12
  const locale = { locale: isLocale(someone.language) ? someone.language : 'fr' } as const
  const link = linkOf(origin, token, bound ? browser : '', next)
  await outside()
    .transaction()
    .execute((tx) =>
      writeMail(tx, {
        recipient: email,
        subject: m.account_mail_link_subject({}, locale),
        body: m.account_mail_link_body({ name: someone.name, link, minutes: LINK_MINUTES }, locale),
        purpose: 'sign-in',
      }),
    )
}

/** A link for someone at the installation's own console, good in any browser. */
export async function linkFor(origin: string, email: string): Promise<string> {
  let link = ''
  await authAt(origin).api.signInMagicLink({
    body: {
      email,
      metadata: {
        hand: async (token: string) => {
          link = linkOf(origin, token, '')
        },
      },
    },
    headers: new Headers(),
  })
  return link
}

/** The token travels with a seal that only the browser which asked can match; sealed for no browser it opens in any. */
export function linkOf(origin: string, token: string, browser: string, next = '/'): string {
  const query = new URLSearchParams({ token: `${token}.${seal(token, browser)}`, ...(next === '/' ? {} : { next }) })
  return `${origin}/sign-in/link?${query}`
}

function seal(token: string, browser: string): string {
  return createHmac('sha256', installationSecret()).update(`link\0${token}\0${browser}`).digest('base64url')
}

/**
 * Uses a link up.
 *
 * @throws Refusal `account.other-browser` (the link stays good) or `account.link-over`
 */
export async function openLink(request: Request, sealed: string, shared: boolean): Promise<HeaderList> {
  const [token = '', given = ''] = sealed.split('.')
  const allowed = [browserOf(request), ''].some((browser) => browser !== undefined && same(given, seal(token, browser)))
  if (!allowed) throw new Refusal(given.length === 43 ? 'account.other-browser' : 'account.link-over', { status: 410 })
  return open(request, token, shared)
}

function browserOf(request: Request): string | undefined {
  return new RegExp(`(?:^|;\\s*)${ASKED_COOKIE}=([\\w-]{22})`).exec(request.headers.get('cookie') ?? '')?.[1]
}

function same(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}

async function open(request: Request, token: string, shared: boolean): Promise<HeaderList> {
  const headers = new Headers({ 'user-agent': request.headers.get('user-agent') ?? '' })
  headers.set('cookie', request.headers.get('cookie') ?? '')
  if (shared) headers.set(SHARED_DEVICE, 'yes')
  const response = await authAt(originOf(request)).api.magicLinkVerify({ query: { token }, headers, asResponse: true })
  if (response.status !== 200) throw new Refusal('account.link-over', { status: 410 })
  return cookiesOf(response)
}

/** Opens a session for someone who has just proved who they are in another way than by the link. */
export async function signInAs(request: Request, email: string, shared = false): Promise<HeaderList> {
  let opened: HeaderList = []
  await tokenFor(request, email, async (token) => {
    opened = await open(request, token, shared)
  })
  return opened
}

/** A reader without a chosen language gets the one of their account. */
export async function languageOf(request: Request, email: string): Promise<HeaderList> {
  if (request.headers.get('cookie')?.includes(`${cookieName}=`)) return []
  const row = await outside()
    .selectFrom('account_person')
    .select('language')
    .where('email', '=', email)
    .executeTakeFirst()
  return row ? [languageCookie(row.language)] : []
}

export function languageCookie(language: string): [string, string] {
  return ['Set-Cookie', `${cookieName}=${language}; Path=/; Max-Age=${cookieMaxAge}; SameSite=Lax`]
}

export interface DemonstrationPerson {
  personId: string
  name: string
  role: string
  conventionName: string
}

/** Invented people whom anyone may be here; none unless the installation was started as a demonstration. */
export async function demonstrationPeople(): Promise<DemonstrationPerson[]> {
  if (!settings.PALIER_DEMONSTRATION) return []
  const { rows } = await sql<{ person_id: string; name: string; role: string; convention_name: string }>`
    select * from demonstration_people()`.execute(outside())
  return rows.map(({ person_id, convention_name, ...rest }) => ({
    ...rest,
    personId: person_id,
    conventionName: convention_name,
  }))
}

export async function enterDemonstration(request: Request, address: string, personId: string): Promise<HeaderList> {
  await slowDown('demonstration', address, DEMONSTRATION_BY_ADDRESS)
  const offered = await demonstrationPeople()
  if (!offered.some((person) => person.personId === personId)) throw new Refusal('platform.not-found', { status: 404 })
  const { email } = await outside()
    .selectFrom('account_person')
    .select('email')
    .where('id', '=', personId)
    .where('disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return [...(await signInAs(request, email)), ...(await languageOf(request, email))]
}
