import { createContext } from 'react-router'

/** The request's Content-Security-Policy nonce, set by the server around the pages. Undefined under the dev server. */
export const nonceContext = createContext<string | undefined>(undefined)
