import { StrictMode, startTransition, useEffect } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { HydratedRouter } from 'react-router/dom'
import { type PageFacts, PageFactsContext } from '#app/platform/page-facts.ts'
import { assertIsLocale, overwriteGetLocale } from '#messages/runtime.js'

// The server chose the language; the browser follows the page it received, whatever its own preference says.
const { lang, dataset } = document.documentElement
const language = assertIsLocale(lang)
overwriteGetLocale(() => language)

const facts: PageFacts = dataset.reference === undefined ? {} : { reference: dataset.reference }

// The number is that of the request that made this page: a fault met later has another, which only the log knows.
function Arrived() {
  useEffect(() => {
    delete facts.reference
  }, [])
  return <HydratedRouter />
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <PageFactsContext value={facts}>
        <Arrived />
      </PageFactsContext>
    </StrictMode>,
  )
})
