import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { daysOffIn } from '#app/platform/days-off.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DayOffWord } from '#app/ui/days-off.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { several } from '#app/ui/read-form.ts'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import type { Route } from './+types/committee.page.ts'
import { endSeat, giveSeat, rhythmOf, type Seat, seatsOf, setRhythm, type YearDay, yearOf } from './committee.server.ts'
import { RhythmForm, SeatForm } from './committee-forms.tsx'
import { contactNames } from './organisations.server.ts'
import { partnersHref, partnersTabs, partnersTrail } from './trail.ts'
import { KIND_WORDS } from './words.ts'

export const handle = { trail: partnersTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_tab_committee()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => {
    const today = inParis(new Date()).day
    const asked = Number(new URL(args.request.url).searchParams.get('year'))
    const year = asked >= 2000 && asked <= 2100 ? Math.trunc(asked) : Number(today.slice(0, 4))
    const rhythm = await rhythmOf(tx)
    const seats = await seatsOf(tx)
    return {
      convention,
      tabs: partnersTabs(convention, may(tx.actor, 'partners.organisation.read')),
      mayWrite: may(tx.actor, 'partners.copil.write'),
      mayConvene: may(tx.actor, 'partners.meeting.write'),
      today,
      year,
      rhythm,
      days: rhythm ? await yearOf(tx, rhythm, year, today) : [],
      daysOff: await daysOffIn(tx, `${year}-01-01`, `${year}-12-31`),
      seats: seats.filter(({ toOn }) => toOn === null),
      former: seats.filter(({ toOn }) => toOn !== null),
      contacts: may(tx.actor, 'partners.copil.write')
        ? (await contactNames(tx)).map(({ id, name, organisation }) => ({
            value: id,
            label: m.partners_of_organisation({ name, organisation }),
          }))
        : [],
    }
  })
}

const Change = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('seat'),
    holderId: z.uuid(),
    substituteId: z.uuid().nullable().default(null),
    fromOn: z.iso.date(),
  }),
  z.object({ intent: z.literal('end-seat'), id: z.uuid() }),
  z.object({
    intent: z.literal('rhythm'),
    months: several(z.coerce.number().int().min(1).max(12)).refine((months) => months.length > 0, {
      params: { code: 'form.required' },
    }),
    week: z.coerce.number().int().min(1).max(4),
    weekday: z.coerce.number().int().min(1).max(5),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    minutes: z.coerce.number().int().min(15).max(480),
    place: z.string().trim().max(200).default(''),
  }),
])

export function action(args: Route.ActionArgs) {
  return submit(args, Change, async (tx, { intent, ...change }) => {
    if ('holderId' in change) await giveSeat(tx, change)
    else if ('months' in change) await setRhythm(tx, change)
    else await endSeat(tx, change.id)
    return redirect(partnersHref(args.params.convention, 'committee'), {
      headers: await flashHeaders({
        tone: 'good',
        message: intent === 'rhythm' ? m.partners_rhythm_set() : m.partners_seats_changed(),
      }),
    })
  })
}

export default function Committee({ loaderData, actionData }: Route.ComponentProps) {
  const { tabs, seats, former, contacts, mayWrite, rhythm, today } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={m.partners_tab_committee()} lead={m.partners_committee_lead()}>
      <Tabs label={m.partners_tabs()} tabs={tabs} />
      <Section title={m.partners_composition()}>
        {seats.length === 0 ? (
          <EmptyState title={m.partners_seats_empty()}>
            {mayWrite ? m.partners_seats_empty_write() : m.partners_seats_empty_wait()}
          </EmptyState>
        ) : (
          <SeatTable seats={seats} mayWrite={mayWrite} />
        )}
        {mayWrite && contacts.length > 0 && <SeatForm contacts={contacts} today={today} answer={answerTo('seat')} />}
        {former.length > 0 && (
          <details>
            <summary>{m.partners_seats_former()}</summary>
            <ul>
              {former.map(({ id, organisation, holder, fromOn, toOn }) => (
                <li key={id}>
                  {m.partners_seat_was({
                    who: holder ? m.partners_of_organisation({ name: holder, organisation }) : organisation,
                    from: formatDate(fromOn, 'medium'),
                    to: formatDate(toOn ?? fromOn, 'medium'),
                  })}
                </li>
              ))}
            </ul>
          </details>
        )}
      </Section>
      <Year {...loaderData} />
      {mayWrite && (
        <Section title={m.partners_rhythm()}>
          <RhythmForm rhythm={rhythm} answer={answerTo('rhythm')} />
        </Section>
      )}
    </Page>
  )
}

function SeatTable({ seats, mayWrite }: { seats: Seat[]; mayWrite: boolean }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.partners_composition()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.partners_organisation()}</th>
            <th scope="col">{m.partners_holder()}</th>
            <th scope="col">{m.partners_substitute()}</th>
            <th scope="col">{m.partners_since()}</th>
            {mayWrite && (
              <th scope="col">
                <span className="unseen">{m.partners_seat_end()}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {seats.map(({ id, organisation, kind, holder, holderDuty, substitute, fromOn }) => (
            <tr key={id}>
              <th scope="row">
                {organisation} <span className="soft">{KIND_WORDS[kind]()}</span>
              </th>
              <td data-title={m.partners_holder()}>
                {holder ?? m.partners_vacant()} {holderDuty && <span className="soft">{holderDuty}</span>}
              </td>
              <td data-title={m.partners_substitute()}>{substitute ?? '–'}</td>
              <td data-title={m.partners_since()}>{formatDate(fromOn, 'medium')}</td>
              {mayWrite && (
                <td>
                  <Form intent="end-seat" layout="line">
                    <input type="hidden" name="id" value={id} />
                    <SubmitButton kind="quiet">
                      {m.partners_seat_end()}
                      <span className="unseen"> {organisation}</span>
                    </SubmitButton>
                  </Form>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Year({ convention, year, rhythm, days, daysOff, mayConvene }: Route.ComponentProps['loaderData']) {
  return (
    <Section title={m.partners_committee_year({ year: String(year) })}>
      {rhythm === null ? (
        <p>{m.partners_rhythm_none()}</p>
      ) : (
        <ul className="stack">
          {days.map((day) => (
            <li key={day.day}>
              <strong>{formatDate(day.day)}</strong> <DayOffWord day={day.day} off={daysOff.off} />
              <DayState {...day} convention={convention} />{' '}
              {day.meetings.length === 0 && !day.past && mayConvene && (
                <LinkButton to={`${partnersHref(convention, 'meetings', 'new')}?day=${day.day}`}>
                  {m.partners_day_prepare()}
                </LinkButton>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to={`?year=${year - 1}`}>{year - 1}</Link> · <Link to={`?year=${year + 1}`}>{year + 1}</Link>
      </p>
    </Section>
  )
}

function DayState({ meetings, past, convention }: YearDay & { convention: string }) {
  if (meetings.length === 0)
    return <State tone={past ? 'bad' : 'warn'}>{past ? m.partners_day_missed() : m.partners_day_missing()}</State>
  return (
    <ul className="plain">
      {meetings.map(({ id, title, startsAt }) => (
        <li key={id}>
          <Link to={partnersHref(convention, 'meetings', id)}>{title}</Link> {formatInstant(startsAt)}
        </li>
      ))}
    </ul>
  )
}
