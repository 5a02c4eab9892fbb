import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { Brand } from '#app/ui/brand.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/device.page.ts'

// Nothing of it can be shown before the device's own store is read. Once loaded, it has itself kept on the device.
const DeviceDesk = lazy(() => import('./device-desk.tsx').then((loaded) => ({ default: loaded.DeviceDesk })))

/** The links that a phone makes an application of. */
export const meta: Route.MetaFunction = ({ params }) => [
  { title: `${m.survey_device_title()} · Palier` },
  {
    tagName: 'link',
    rel: 'manifest',
    href: `/c/${params.convention}/survey/device/app.webmanifest`,
    crossOrigin: 'use-credentials',
  },
  { tagName: 'link', rel: 'apple-touch-icon', href: '/icon-touch.png' },
]

/** Without anybody's data: this page is kept on the device. What is shown comes from the device's own store. */
export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'survey.interview.write')
    return { convention: args.params.convention }
  })
}

export default function DevicePage({ loaderData: { convention } }: Route.ComponentProps) {
  const [isThere, setThere] = useState(false)
  useEffect(() => setThere(true), [])
  return (
    <div className="shell">
      <header className="masthead">
        <a className="brand" href={`/c/${convention}/survey/appointments`}>
          <Brand />
          {m.survey_device_brand()}
        </a>
      </header>
      <div className="desk">
        <main className="sheet">
          {isThere ? (
            <Suspense fallback={<Opening />}>
              <DeviceDesk convention={convention} />
            </Suspense>
          ) : (
            <Opening>
              <noscript>
                <p>{m.survey_device_needs_scripts()}</p>
              </noscript>
            </Opening>
          )}
        </main>
      </div>
    </div>
  )
}

function Opening({ children }: { children?: ReactNode }) {
  return (
    <Page title={m.survey_device_title()}>
      <p>{m.survey_device_opening()}</p>
      {children}
    </Page>
  )
}
