import { redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/event.page.ts'
import { countsOf } from './attendance.server.ts'
import { CountTable } from './count-table.tsx'
import { eventOf, openEvent, registrationsOf, standingOf, takeOff } from './events.server.ts'
import { feedbackOf } from './feedback.server.ts'
import { FeedbackResult } from './feedback-result.tsx'
import { pictureOf } from './qr.server.ts'
import { RegistrationTable } from './registration-table.tsx'
import { askReminder } from './reminder.job.ts'
import { eventHref, eventsTrail } from './trail.ts'
import { whenAndWhere } from './when-and-where.ts'
import { EVENT_STATE_WORDS, EVENT_TONES, LANGUAGE_WORDS, NEED_WORDS } from './words.ts'

export const handle = { trail: eventsTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.event.title ?? ''} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention, event: id } = args.params
  const page = pageNumber(args.url.searchParams)
  return read(args, async (tx) => {
    const event = await eventOf(tx, id)
    const seesPeople = may(tx.actor, 'mobilisation.registration.read')
    const address = `${originOf(args.request)}/event/${event.code}`
    return {
      here: eventHref(convention, id),
      page,
      event,
      address,
      picture: pictureOf(address),
      mayWrite: may(tx.actor, 'mobilisation.event.write'),
      mayGreet: may(tx.actor, 'mobilisation.attendance.take'),
      counts: may(tx.actor, 'mobilisation.event.counts') ? await countsOf(tx, id) : null,
      feedback: may(tx.actor, 'mobilisation.event.counts') ? await feedbackOf(tx, id) : null,
      standing: seesPeople ? await standingOf(tx, id) : null,
      registrations: seesPeople ? await registrationsOf(tx, id, page) : [],
    }
  })
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('open') }),
  z.object({ intent: z.literal('remind') }),
  z.object({ intent: z.literal('take-off'), registration: z.uuid() }),
])

export function action(args: Route.ActionArgs) {
  const { convention, event } = args.params
  return submit(args, Press, async (tx, press) => {
    const message = await follow(tx, event, press, originOf(args.request))
    return redirect(eventHref(convention, event), { headers: await flashHeaders({ tone: 'good', message }) })
  })
}

async function follow(tx: ActorTx, id: string, press: z.infer<typeof Press>, origin: string): Promise<string> {
  if (press.intent === 'open') {
    await openEvent(tx, id, origin)
    return m.mobilisation_event_opened()
  }
  if (press.intent === 'remind') {
    await askReminder(tx, id, origin)
    return m.mobilisation_reminder_asked()
  }
  await takeOff(tx, id, press.registration, origin)
  return m.mobilisation_taken_off()
}

type Loaded = Route.ComponentProps['loaderData']

export default function EventPage({ loaderData, actionData }: Route.ComponentProps) {
  const { here, event, mayWrite, mayGreet, page, registrations, standing, counts, feedback } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page
      title={event.title}
      lead={<State tone={EVENT_TONES[event.state]}>{EVENT_STATE_WORDS[event.state]()}</State>}
      action={
        mayGreet &&
        (event.state === 'open' || event.state === 'past') && (
          <LinkButton to={`${here}/attendance`} kind="primary">
            {m.mobilisation_attendance_take()}
          </LinkButton>
        )
      }
    >
      {event.state === 'cancelled' && (
        <Notice tone="bad">{m.mobilisation_public_cancelled({ reason: event.cancelReason ?? '' })}</Notice>
      )}
      {event.state === 'prepared' && mayWrite && (
        <Form intent="open" answer={answerTo('open')}>
          <p>{m.mobilisation_event_open_why()}</p>
          <SubmitButton>{m.mobilisation_event_open()}</SubmitButton>
        </Form>
      )}
      <DefinitionList
        facts={[...whenAndWhere(event), { term: m.mobilisation_event_capacity(), value: formatNumber(event.capacity) }]}
      />
      <p className="letter" lang="fr">
        {event.about}
      </p>
      {mayWrite && (event.state === 'open' || event.state === 'prepared') && (
        <Actions>
          <LinkButton to={`${here}/edit`}>{m.mobilisation_event_edit()}</LinkButton>
          <LinkButton to={`${here}/cancel`} kind="quiet">
            {m.mobilisation_event_cancel()}
          </LinkButton>
        </Actions>
      )}
      {event.state === 'open' && <PublicPage {...loaderData} />}
      {standing && event.state !== 'prepared' && (
        <Section title={m.mobilisation_registrations()}>
          <Figures standing={standing} capacity={event.capacity} />
          {standing.registrations === 0 ? (
            <p>{m.mobilisation_registrations_none()}</p>
          ) : (
            <RegistrationTable
              rows={registrations}
              capacity={event.capacity}
              mayTakeOff={mayWrite && event.state === 'open'}
            />
          )}
          <Pagination
            page={page}
            pages={Math.ceil(standing.registrations / 25)}
            hrefOf={(number) => `${here}?page=${number}`}
          />
        </Section>
      )}
      {counts && event.state !== 'prepared' && (
        <Section title={m.mobilisation_by_residence()}>
          <CountTable {...counts} />
        </Section>
      )}
      {feedback && feedback.total !== 0 && (
        <Section title={m.mobilisation_feedback()}>
          <FeedbackResult {...feedback} />
        </Section>
      )}
      {standing && event.state === 'open' && (
        <Section title={m.mobilisation_reminder()}>
          {event.reminderAskedAt === null ? (
            <Form intent="remind" answer={answerTo('remind')}>
              <p>{m.mobilisation_reminder_why({ count: standing.reachable })}</p>
              <SubmitButton kind="plain">{m.mobilisation_remind()}</SubmitButton>
            </Form>
          ) : (
            <p>{m.mobilisation_reminded({ at: formatInstant(event.reminderAskedAt), count: standing.reminded })}</p>
          )}
        </Section>
      )}
    </Page>
  )
}

function PublicPage({ address, picture, mayWrite }: Loaded) {
  return (
    <Section title={m.mobilisation_public_page()}>
      {mayWrite && <p>{m.mobilisation_public_page_why()}</p>}
      <p>
        <a href={address}>{address}</a>
      </p>
      <img src={picture} width="180" height="180" alt={m.mobilisation_qr_alt()} />
    </Section>
  )
}

function Figures({ standing, capacity }: { standing: NonNullable<Loaded['standing']>; capacity: number }) {
  const { seated, waiting, needs, languages } = standing
  return (
    <>
      <p>
        {m.mobilisation_seats_taken({ seated: formatNumber(seated), capacity: formatNumber(capacity) })}{' '}
        {waiting > 0 && m.mobilisation_on_waiting_list({ count: waiting })}
      </p>
      {needs.length > 0 && (
        <>
          <h3>{m.mobilisation_to_prepare()}</h3>
          <ul>
            {needs.map(({ need, count }) => (
              <li key={need}>{m.mobilisation_need_count({ need: NEED_WORDS[need](), count: formatNumber(count) })}</li>
            ))}
            {languages.map(({ language, count }) => (
              <li key={language}>
                {m.mobilisation_language_count({ language: LANGUAGE_WORDS[language](), count: formatNumber(count) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
