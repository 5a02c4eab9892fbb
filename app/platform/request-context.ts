import { createContext } from 'react-router'

/** The request's Content-Security-Policy nonce, set by the server around the pages. Undefined under the dev server. */
export const nonceContext = createContext<string | undefined>(undefined)

/** Number under which the request's faults are logged; shown on the error page so that one can be found by the other. */
export const referenceContext = createContext<string | undefined>(undefined)
