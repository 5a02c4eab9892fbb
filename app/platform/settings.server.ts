/** What the installation is told by its environment, read once and checked in one place. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PALIER_DATA: z.string().default('./data'),
  PALIER_URL: z.url().optional(),
  PALIER_SECRET: z.string().min(32).optional(),
  PALIER_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  PALIER_OPERATIONS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  PALIER_OPERATIONS_HOST: z.string().default('127.0.0.1'),
  PALIER_BACKUP_KEY: z.string().optional(),
  DATABASE_URL: z.url().optional(),
  DATABASE_APP_URL: z.url().optional(),
  SMTP_URL: z.url().optional(),
  MAIL_CAMPAIGN_PER_MINUTE: z.coerce.number().int().min(1).max(6000).default(60),
  MAIL_RETURNS: z.email().optional(),
  MAIL_FROM: z.string().default('Palier <palier@localhost>'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default('OpenID Connect'),
  PALIER_DEMONSTRATION: z.stringbool().default(false),
  PALIER_REQUIRE_PASSKEY: z.stringbool().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

const environment = Environment.parse(
  Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined && value !== '')),
)

export const settings = {
  ...environment,
  dataFolder: resolve(environment.PALIER_DATA),
  requirePasskey: environment.PALIER_REQUIRE_PASSKEY ?? !environment.PALIER_DEMONSTRATION,
}

/** Key of the installation: signs, derives and seals. From PALIER_SECRET, else made once and kept beside the data. */
export function installationSecret(): string {
  if (settings.PALIER_SECRET) return settings.PALIER_SECRET
  const path = join(settings.dataFolder, 'secret')
  if (!existsSync(path)) {
    mkdirSync(dirname(settings.dataFolder), { recursive: true })
    mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 })
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    chmodSync(path, 0o600)
  }
  return readFileSync(path, 'utf8').trim()
}
