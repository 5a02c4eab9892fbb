import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Page } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { mobilisationTrail } from '../trail.ts'
import type { Route } from './+types/events.page.ts'
import { eventsOf } from './events.server.ts'
import { eventHref } from './trail.ts'
import { whenWords } from './when-and-where.ts'
import { EVENT_STATE_WORDS, EVENT_TONES } from './words.ts'

export const handle = { trail: mobilisationTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_events()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const page = pageNumber(args.url.searchParams)
  return read(args, async (tx) => ({
    here: eventHref(args.params.convention),
    page,
    mayWrite: may(tx.actor, 'mobilisation.event.write'),
    ...(await eventsOf(tx, page)),
  }))
}

export default function Events({ loaderData: { here, page, pages, mayWrite, events } }: Route.ComponentProps) {
  const create = mayWrite && (
    <LinkButton to={`${here}/new`} kind="primary">
      {m.mobilisation_event_new()}
    </LinkButton>
  )
  return (
    <Page title={m.mobilisation_events()} lead={m.mobilisation_events_lead()} action={create}>
      {events.length === 0 && (
        <EmptyState title={m.mobilisation_events_empty()}>
          {mayWrite ? m.mobilisation_events_empty_write() : m.mobilisation_events_empty_read()}
        </EmptyState>
      )}
      {events.length > 0 && (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.mobilisation_events()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.mobilisation_event_title()}</th>
                <th scope="col">{m.mobilisation_event_when()}</th>
                <th scope="col">{m.mobilisation_event_place()}</th>
                <th scope="col">{m.mobilisation_stage()}</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={event.id}>
                  <th scope="row">
                    <Link to={`${here}/${event.id}`}>{event.title}</Link>
                  </th>
                  <td data-title={m.mobilisation_event_when()}>{whenWords(event)}</td>
                  <td data-title={m.mobilisation_event_place()}>{event.place}</td>
                  <td data-title={m.mobilisation_stage()}>
                    <State tone={EVENT_TONES[event.state]}>{EVENT_STATE_WORDS[event.state]()}</State>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pagination page={page} pages={pages} hrefOf={(number) => `${here}?page=${number}`} />
    </Page>
  )
}
