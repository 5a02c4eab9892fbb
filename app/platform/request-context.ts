/** What the server knows of a request before the pages see it. */
import { createContext } from 'react-router'

/** Nonce of the request's Content-Security-Policy; null under the development server. */
export const nonceContext = createContext<string | null>(null)

export interface Person {
  id: string
  name: string
  email: string
  sessionId: string
  /** True while a letter alone opened the session of someone who sees persons: a passkey comes first. */
  needsPasskey?: boolean
}

/** Who is signed in, or nobody. */
export const personContext = createContext<Person | undefined>(undefined)

/** Number under which the request's faults are logged; shown on the error page so that one can be found by the other. */
export const referenceContext = createContext<string | null>(null)

/** Address of the network the request came from; empty when unknown. Only for limits, never kept. */
export const addressContext = createContext<string>('')

/** Body of a form with files, still on its way: the page that takes files reads it as it comes. */
export const uploadContext = createContext<ReadableStream<Uint8Array> | null>(null)
