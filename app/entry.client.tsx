import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { PageFactsContext } from '#app/platform/page-facts.ts'
import { assertIsLocale, overwriteGetLocale } from '#messages/runtime.js'

// The server chose the language; the browser follows the page it received, whatever its own preference says.
const { lang, dataset } = document.documentElement
const language = assertIsLocale(lang)
overwriteGetLocale(() => language)

const facts = dataset.reference === undefined ? {} : { reference: dataset.reference }

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <PageFactsContext value={facts}>
        <HydratedRouter />
      </PageFactsContext>
    </StrictMode>,
  )
})
