import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { assertIsLocale, overwriteGetLocale } from '#messages/runtime.js'

// The server chose the language; the browser follows the page it received, whatever its own preference says.
const language = assertIsLocale(document.documentElement.lang)
overwriteGetLocale(() => language)

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <HydratedRouter />
    </StrictMode>,
  )
})
