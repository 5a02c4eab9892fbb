/** A page in plain HTML for what is answered before the pages, or when they cannot answer. */
import type { Context } from 'hono'
import { m } from '#messages'
import { extractLocaleFromRequest } from '#messages/runtime.js'
import { log, requestReference } from './log.server.ts'

const SENTENCES = {
  403: { title: m.platform_forged_title, text: m.platform_forged },
  405: { title: m.platform_method_title, text: m.platform_method },
  413: { title: m.platform_too_large_title, text: m.platform_too_large },
  500: { title: m.ui_error_500_title, text: m.ui_error_500 },
} as const

export function plainPage(c: Context, status: keyof typeof SENTENCES, reference?: string): Response {
  const locale = extractLocaleFromRequest(c.req.raw)
  const title = SENTENCES[status].title({}, { locale })
  const said: string[] = [SENTENCES[status].text({}, { locale })]
  if (reference) said.push(`${m.ui_error_reference({}, { locale })} <code>${reference}</code>`)
  said.push(`<a href="/">${m.ui_error_home({}, { locale })}</a>`)
  c.header('Cache-Control', 'no-store')
  return c.html(
    `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1>${said.map((one) => `<p>${one}</p>`).join('')}</html>`,
    status,
  )
}

/** A fault that no page could tell of: the database that is away, above all. */
export function faultPage(error: Error, c: Context): Response {
  const fault = requestReference()
  log.error({ err: error, fault }, 'request failed')
  return plainPage(c, 500, fault)
}
