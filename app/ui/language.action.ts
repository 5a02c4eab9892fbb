import { redirect } from 'react-router'
import { z } from 'zod'
import { cookieMaxAge, cookieName, locales } from '#messages/runtime.js'
import type { Route } from './+types/language.action.ts'

// Only a path of this site: a link prepared elsewhere must not bounce a reader away.
const Choice = z.object({
  language: z.enum(locales),
  back: z
    .string()
    .regex(/^\/(?![/\\])/)
    .catch('/'),
})

export async function action({ request }: Route.ActionArgs) {
  const parsed = Choice.safeParse(Object.fromEntries(await request.formData()))
  if (!parsed.success) return redirect('/')
  const { language, back } = parsed.data
  const cookie = `${cookieName}=${language}; Path=/; Max-Age=${cookieMaxAge}; SameSite=Lax`
  return redirect(back, { headers: { 'Set-Cookie': cookie } })
}
