/** better-auth as Palier wants it: letters, passkeys and one OIDC provider; no password, nobody who was not invited. */
import { passkey } from '@better-auth/passkey'
import { APIError, type BetterAuthOptions, betterAuth } from 'better-auth'
import { genericOAuth, magicLink } from 'better-auth/plugins'
import { log } from '#app/platform/log.server.ts'
import { installationSecret, settings } from '#app/platform/settings.server.ts'
import { endSessionOf, opening, recordSignIn } from './session.server.ts'
import { sessionStore } from './session-store.ts'

export const SESSION_COOKIE = '__Host-palier'
export const LINK_MINUTES = 10
export const OIDC = 'oidc'
const LONGEST_SESSION_SECONDS = 90 * 86_400
const FRESH_SECONDS = 3600

export const oidcIsOffered = settings.OIDC_ISSUER !== undefined && settings.OIDC_CLIENT_ID !== undefined

/** Called with what a letter must hold; set by whoever asked for the link, within the same call. */
export type Hand = (token: string) => Promise<void>

export function makeAuth(origin: string) {
  return betterAuth({
    appName: 'Palier',
    baseURL: origin,
    basePath: '/api/auth',
    secret: installationSecret(),
    trustedOrigins: [origin],
    database: sessionStore,
    telemetry: { enabled: false },
    logger: { disabled: true }, // its messages may hold addresses; faults come by onAPIError
    onAPIError: { onError: (error) => (error instanceof APIError ? undefined : log.error({ err: error }, 'auth')) },
    rateLimit: { enabled: false }, // ours is shared by the processes
    ...tables,
    advanced: {
      useSecureCookies: false, // the prefix below says more
      cookies: { session_token: { name: SESSION_COOKIE, attributes: { secure: true } } },
      cookiePrefix: '__Host-palier-auth',
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
      database: { generateId: 'uuid' },
    },
    account: {
      ...tables.account,
      accountLinking: { enabled: true, disableImplicitLinking: false },
      updateAccountOnSignIn: false,
    },
    databaseHooks: {
      account: {
        // Nothing is asked of the provider later, and its tokens hold name and address.
        create: {
          before: async (identity) => ({ data: { ...identity, accessToken: null, refreshToken: null, idToken: null } }),
        },
      },
      session: {
        create: {
          before: async (session, context) => ({
            data: { ...session, ...(await opening(session.userId, context?.path, context?.headers)) },
          }),
          after: async (session, context) => {
            await endSessionOf(context?.headers, session.token)
            await recordSignIn(session.userId)
          },
        },
      },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_MINUTES * 60,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: async ({ token, metadata }) => {
          if (typeof metadata?.hand === 'function') await metadata.hand(token)
        },
      }),
      passkey({
        rpID: new URL(origin).hostname,
        rpName: 'Palier',
        origin,
        authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
        registration: {
          afterVerification: async ({ verification }) => verified(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: async ({ verification }) => verified(verification.authenticationInfo.userVerified),
        },
        schema: {
          passkey: {
            modelName: 'account_passkey',
            fields: {
              publicKey: 'public_key',
              userId: 'person_id',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
      genericOAuth({ config: oidcProvider() }),
    ],
  })
}

/** The device must have known its person, by finger, face or code: having the device is not enough. */
function verified(byDevice: boolean | undefined): void {
  if (!byDevice) throw new APIError('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED' })
}

function oidcProvider() {
  if (!settings.OIDC_ISSUER || !settings.OIDC_CLIENT_ID) return []
  return [
    {
      providerId: OIDC,
      name: settings.OIDC_NAME,
      discoveryUrl: `${settings.OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: settings.OIDC_CLIENT_ID,
      ...(settings.OIDC_CLIENT_SECRET ? { clientSecret: settings.OIDC_CLIENT_SECRET } : {}),
      scopes: ['openid', 'email', 'profile'],
      pkce: true,
      disableSignUp: true,
      requireIdTokenVerification: true,
      // A provider that says nothing of the address answers for its people; one that says « not verified » opens nobody's account.
      mapProfileToUser: (profile: object) => ({
        emailVerified: !('email_verified' in profile && String(profile.email_verified) === 'false'),
      }),
    },
  ]
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

const tables = {
  user: {
    modelName: 'account_person',
    fields: { emailVerified: 'email_verified', ...times },
    additionalFields: { language: { type: 'string', required: false, input: false } },
  },
  session: {
    modelName: 'account_session',
    fields: {
      userId: 'person_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
    additionalFields: {
      method: { type: 'string', required: false, input: false },
      isShared: { type: 'boolean', required: false, input: false, fieldName: 'is_shared' },
      idleMinutes: { type: 'number', required: false, input: false, fieldName: 'idle_minutes' },
      endsAt: { type: 'date', required: false, input: false, fieldName: 'ends_at' },
      needsPasskey: { type: 'boolean', required: false, input: false, fieldName: 'needs_passkey' },
    },
    expiresIn: LONGEST_SESSION_SECONDS,
    disableSessionRefresh: true, // the times are ours: see personOf
    freshAge: FRESH_SECONDS,
  },
  account: {
    modelName: 'account_identity',
    fields: {
      userId: 'person_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
  },
  verification: { modelName: 'account_verification', fields: { expiresAt: 'expires_at', ...times } },
} as const satisfies Partial<BetterAuthOptions>
