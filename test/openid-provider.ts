/** A little OpenID provider, as an operator would have one: discovery, authorisation code with PKCE, signed ID token. */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Identity {
  sub: string
  email: string
  name: string
  email_verified: boolean
}

interface Asked {
  challenge: string
  nonce: string | null
  clientId: string
}

export class OpenIdProvider {
  /** Who is signed in there. */
  identity: Identity = { sub: '1', email: '', name: '', email_verified: true }
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #codes = new Map<string, Asked>()
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this.issuer
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  get issuer(): string {
    const address = this.#server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', this.issuer)
    if (url.pathname === '/authorize') {
      response.writeHead(302, { location: this.#authorise(url.searchParams) }).end()
      return
    }
    const said = this.#say(url.pathname, new URLSearchParams(await text(request)))
    response.writeHead(said ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(said ?? {}))
  }

  #say(path: string, form: URLSearchParams): object | undefined {
    if (path === '/.well-known/openid-configuration') return this.#discovery()
    if (path === '/jwks')
      return { keys: [{ ...this.#keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] }
    if (path === '/userinfo') return this.identity
    return path === '/token' ? this.#token(form) : undefined
  }

  #discovery() {
    const at = (path: string) => `${this.issuer}${path}`
    return {
      issuer: this.issuer,
      authorization_endpoint: at('/authorize'),
      token_endpoint: at('/token'),
      jwks_uri: at('/jwks'),
      userinfo_endpoint: at('/userinfo'),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    }
  }

  #authorise(asked: URLSearchParams): string {
    const code = randomUUID()
    this.#codes.set(code, {
      challenge: asked.get('code_challenge') ?? '',
      nonce: asked.get('nonce'),
      clientId: asked.get('client_id') ?? '',
    })
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked.get('state') ?? '')
    return back.href
  }

  #token(form: URLSearchParams): object | undefined {
    const code = form.get('code') ?? ''
    const asked = this.#codes.get(code)
    this.#codes.delete(code)
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (!asked || asked.challenge !== proof) return undefined
    const now = Math.floor(Date.now() / 1000)
    const claims = { ...this.identity, iss: this.issuer, aud: asked.clientId, iat: now, exp: now + 300 }
    return {
      token_type: 'Bearer',
      access_token: randomUUID(),
      expires_in: 300,
      id_token: this.#signed({ ...claims, ...(asked.nonce ? { nonce: asked.nonce } : {}) }),
    }
  }

  #signed(claims: object): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const head = `${part({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${part(claims)}`
    return `${head}.${sign('RSA-SHA256', Buffer.from(head), this.#keys.privateKey).toString('base64url')}`
  }
}
