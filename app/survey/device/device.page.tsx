import { useEffect, useState } from 'react'
import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { Brand } from '#app/ui/brand.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/device.page.ts'
import { DeviceDesk } from './device-desk.tsx'

export const meta = () => [{ title: `${m.survey_device_title()} · Palier` }]

export const links = () => [{ rel: 'manifest', href: '/field.webmanifest' }]

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
            <DeviceDesk convention={convention} />
          ) : (
            <Page title={m.survey_device_title()}>
              <p>{m.survey_device_opening()}</p>
              <noscript>
                <p>{m.survey_device_needs_scripts()}</p>
              </noscript>
            </Page>
          )}
        </main>
      </div>
    </div>
  )
}
