import { Link, redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate, formatHour } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { inParis } from '#packages/french/paris-time.ts'
import { placeWord } from '../outcomes.ts'
import { doorOf, nameOf, phoneWord } from '../person-words.ts'
import type { Route } from './+types/appointments.page.ts'
import { appointmentsToHold } from './appointments.server.ts'
import { interviewsTrail } from './trail.ts'
import { VisitCard } from './visit-card.tsx'
import { followVisit, ownVisit, VisitPress } from './visit-press.server.ts'

export const handle = { trail: interviewsTrail }

export const meta = () => [{ title: `${m.survey_appointments_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const mine = new URL(args.request.url).searchParams.get('of') !== 'all'
  return read(args, async (tx) => ({
    here: `/c/${args.params.convention}/survey`,
    mine,
    own: await ownVisit(tx),
    appointments: (await appointmentsToHold(tx, { mine })).map(({ starts_at, ...rest }) => ({
      ...rest,
      at: starts_at.toISOString(),
    })),
  }))
}

export async function action(args: Route.ActionArgs) {
  return submit(args, VisitPress, async (tx, press) => {
    await followVisit(tx, press)
    return redirect(`/c/${args.params.convention}/survey/appointments`)
  })
}

type Appointment = Route.ComponentProps['loaderData']['appointments'][number]

export default function Appointments({ loaderData, actionData }: Route.ComponentProps) {
  const { here, mine, own, appointments } = loaderData
  const days = Map.groupBy(appointments, ({ at }) => inParis(new Date(at)).day)
  return (
    <Page
      title={m.survey_appointments_title()}
      lead={m.survey_appointments_lead()}
      action={
        <LinkButton to={`${here}/device`} download>
          {m.survey_take_along()}
        </LinkButton>
      }
    >
      <VisitCard own={own} answer={actionData} />
      <nav className="tabs" aria-label={m.survey_appointments_title()}>
        <ul className="plain">
          <li>
            <Link to="?of=mine" aria-current={mine ? 'page' : undefined}>
              {m.survey_appointments_mine()}
            </Link>
          </li>
          <li>
            <Link to="?of=all" aria-current={mine ? undefined : 'page'}>
              {m.survey_appointments_all()}
            </Link>
          </li>
        </ul>
      </nav>
      {appointments.length === 0 && (
        <EmptyState title={m.survey_appointments_none()}>
          {m.survey_appointments_none_next()} <Link to={`${here}/field`}>{m.survey_field_title()}</Link>
        </EmptyState>
      )}
      {[...days].map(([day, those]) => (
        <Section key={day} title={formatDate(day)}>
          <ul className="plain field-list">
            {those.map((appointment) => (
              <ToHold key={appointment.id} here={here} appointment={appointment} showsBy={!mine} />
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  )
}

function ToHold({ here, appointment, showsBy }: { here: string; appointment: Appointment; showsBy: boolean }) {
  const { at, place, residence, person_id, panel_id, interview_id, phone, is_protected, made_by } = appointment
  return (
    <li className="field-person">
      <h3>
        {m.survey_at_hour({ hour: formatHour(new Date(at)) })}{' '}
        <Link to={`${here}/panel/${panel_id}/people/${person_id}`}>{nameOf(appointment)}</Link>
      </h3>
      <p>{[residence, place === 'home' ? doorOf(appointment) : placeWord(place)].filter(Boolean).join(' · ')}</p>
      {showsBy && <p className="soft">{m.survey_made_by({ by: made_by })}</p>}
      <Actions>
        {interview_id ? (
          <LinkButton to={`${here}/interviews/${interview_id}/answer`} kind="primary">
            {m.survey_interview_go_on()}
          </LinkButton>
        ) : (
          <LinkButton to={`${here}/interviews/new?person=${person_id}`} kind="primary">
            {m.survey_interview_begin()}
          </LinkButton>
        )}
        {phone && !is_protected && (
          <a className="button" href={`tel:${phone}`}>
            {m.survey_call({ phone: phoneWord(phone) })}
          </a>
        )}
      </Actions>
    </li>
  )
}
