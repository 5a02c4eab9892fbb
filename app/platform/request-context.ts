/** What the server knows of a request before the pages see it. */
import { createContext } from 'react-router'

<<<<<<< HEAD
/** Nonce of the request's Content-Security-Policy; undefined under the development server. */
export const nonceContext = createContext<string | undefined>(undefined)
=======
/** The request's Content-Security-Policy nonce, set by the server around the pages. Null under the dev server. */
export const nonceContext = createContext<string | null>(null)
>>>>>>> ui

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
<<<<<<< HEAD
export const referenceContext = createContext<string | undefined>(undefined)

/** Address of the network the request came from; empty when unknown. Only for limits, never kept. */
export const addressContext = createContext<string>('')
=======
export const referenceContext = createContext<string | null>(null)
>>>>>>> ui
