import { randomUUID } from 'node:crypto'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { Brand } from '#app/ui/brand.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/door.page.ts'
import { residencesAtTheDoor } from './attendance.server.ts'
import { Standing, WalkIns } from './door-desk.tsx'
import { useDoor } from './door-log.ts'
import { eventOf } from './events.server.ts'
import { eventHref } from './trail.ts'

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_door()} – Palier` }]

/** Without anybody's name, not even the reader's: this page is kept on the phone (`public/field-worker.js`). */
export function loader(args: Route.LoaderArgs) {
  const { convention, event: id } = args.params
  return read(args, async (tx) => {
    const residences = await residencesAtTheDoor(tx)
    const { title } = await eventOf(tx, id)
    const greetsAll = may(tx.actor, 'mobilisation.registration.read')
    return { id, title, here: eventHref(convention, id, 'attendance'), residences, greetsAll, group: randomUUID() }
  })
}

const NOTHING_HEARD: [] = []

export default function DoorPage({ loaderData }: Route.ComponentProps) {
  const { id, title, here } = loaderData
  const door = useDoor(id, NOTHING_HEARD, `${here}/acts`)
  return (
    <div className="shell">
      <header className="masthead">
        <a className="brand" href={here}>
          <Brand />
          {m.mobilisation_door_brand()}
        </a>
      </header>
      <div className="desk">
        <main className="sheet">
          <Page title={m.mobilisation_door()} lead={title}>
            <Standing door={door} />
            <p>{m.mobilisation_door_without_names()}</p>
            <WalkIns setting={loaderData} door={door} />
            <Actions>
              <a className="button" data-kind="quiet" href={here}>
                {m.mobilisation_door_names()}
              </a>
            </Actions>
          </Page>
        </main>
      </div>
    </div>
  )
}
