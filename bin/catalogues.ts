/** The message catalogues, as the project names them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '..')
const Settings = z.object({
  locales: z.array(z.string()),
  'plugin.inlang.messageFormat': z.object({ pathPattern: z.array(z.string()) }),
})
const Variants = z.array(z.object({ match: z.record(z.string(), z.string()) }))
const Catalogue = z.record(z.string(), z.union([z.string(), Variants]))
type Message = z.infer<typeof Catalogue>[string]

const settings = Settings.parse(JSON.parse(readFileSync(join(ROOT, 'project.inlang/settings.json'), 'utf8')))

export const LOCALES = settings.locales
/** Paths from the project's folder, with `{locale}` for the language. */
export const CATALOGUES = settings['plugin.inlang.messageFormat'].pathPattern

export function catalogue(pattern: string, locale: string): Record<string, Message> {
  const { $schema: _, ...messages } = Catalogue.parse(
    JSON.parse(readFileSync(join(ROOT, pattern.replace('{locale}', locale)), 'utf8')),
  )
  return messages
}

/** Every sentence of a message: it is one, or a choice among several by number. */
export function sentences(message: Message): string[] {
  return typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match))
}
