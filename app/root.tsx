import letters from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import { type ReactNode, useContext, useState } from 'react'
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from 'react-router'
import { PageFactsContext } from '#app/platform/page-facts.ts'
import { ErrorPage } from '#app/ui/error-page.tsx'
import { Shell } from '#app/ui/shell.tsx'
import { getLocale } from '#messages/runtime.js'
import type { Route } from './+types/root.ts'
import '#app/ui/palier.css'

export const links: Route.LinksFunction = () => [
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
  { rel: 'preload', href: letters, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
]

export const meta: Route.MetaFunction = () => [{ title: 'Palier' }]

export function Layout({ children }: { children: ReactNode }) {
  const { nonce, reference } = useContext(PageFactsContext)
  return (
    <html lang={getLocale()} data-reference={reference}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* React Aria adds small style elements at run time and looks here for the right to do so. */}
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const facts = useContext(PageFactsContext)
  const [reference] = useState(facts.reference)
  return (
    <Shell>
      <ErrorPage error={error} reference={reference} />
    </Shell>
  )
}
