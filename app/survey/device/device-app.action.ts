import { must } from '#app/platform/database.server.ts'
import { read } from '#app/platform/page.server.ts'
import { m } from '#messages'
import type { Route } from './+types/device-app.action.ts'

/** Makes an application of the phone: it opens on the page that is kept there, so that it opens without a network too. */
export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'survey.interview.write')
    const page = `/c/${args.params.convention}/survey/device`
    const application = {
      id: page,
      start_url: page,
      scope: '/',
      name: m.survey_device_brand(),
      short_name: m.survey_device_short(),
      display: 'standalone',
      background_color: '#fdfaf3',
      theme_color: '#17505e',
      icons: [
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        { src: '/icon.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
        { src: '/icon.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    }
    return Response.json(application, {
      headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': 'no-store' },
    })
  })
}
