import { createContext } from 'react-router'

/** The request's Content-Security-Policy nonce, set by the server around the pages. Null under the dev server. */
export const nonceContext = createContext<string | null>(null)

/** Number under which the request's faults are logged; shown on the error page so that one can be found by the other. */
export const referenceContext = createContext<string | null>(null)
