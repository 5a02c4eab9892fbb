import { createContext } from 'react'

/** What the server knows about a request and the page's frame needs. The browser reads it back from the page. */
export interface PageFacts {
  nonce?: string
  /** Number under which a fault of this request is logged. */
  reference?: string
}

export const PageFactsContext = createContext<PageFacts>({})
