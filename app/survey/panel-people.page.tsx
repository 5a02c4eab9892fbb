import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/panel-people.page.ts'
import { appointmentsOf, peopleOf } from './contacts.server.ts'
import { achievedOf } from './figures.server.ts'
import { framed } from './frame.server.ts'
import { placeWord, reasonToReplace } from './outcomes.ts'
import { PanelFrame } from './panel-frame.tsx'
import { panelOf } from './panels.server.ts'
import { type Carried, carried, doorOf, lastOf, nameOf, nextOf } from './person-words.ts'
import { AchievedTable } from './quota-table.tsx'
import { surveyTrail } from './trail.ts'

export const handle = { trail: surveyTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${m.survey_tab_people()} · ${loaderData?.frame.name ?? ''} · Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const panel = await panelOf(tx, args.params.panel)
    return {
      frame: framed(tx, panel),
      field: `/c/${args.params.convention}/survey/field`,
      features: panel.features,
      people: (await peopleOf(tx, panel.id, 'survey.people')).filter(({ replaced }) => replaced === null).map(carried),
      appointments: (await appointmentsOf(tx))
        .filter(({ panel_id }) => panel_id === panel.id)
        .map((appointment) => ({ ...appointment, starts_at: appointment.starts_at.toISOString() })),
      achieved: await achievedOf(tx, panel),
    }
  })
}

export default function PanelPeople({ loaderData }: Route.ComponentProps) {
  const { frame, field, people, appointments, achieved, features } = loaderData
  return (
    <PanelFrame
      panel={frame}
      help={m.survey_people_help()}
      action={
        <LinkButton to={field} kind="primary">
          {m.survey_field_title()}
        </LinkButton>
      }
    >
      <Section title={m.survey_appointments()}>
        {appointments.length === 0 ? (
          <p>{m.survey_appointments_none()}</p>
        ) : (
          <ul>
            {appointments.map(({ id, starts_at, name, residence, place, person_id }) => (
              <li key={id}>
                <Link to={`${frame.href}/people/${person_id}`}>
                  {m.survey_appointment_line({
                    at: formatInstant(starts_at),
                    name: name || m.survey_protected(),
                    residence: residence ?? '',
                    place: placeWord(place),
                  })}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={m.survey_people_asked()}>
        <PeopleTable people={people} href={frame.href} />
      </Section>
      <Section title={m.survey_target_achieved()}>
        <AchievedTable rows={achieved} features={features} drawn />
      </Section>
    </PanelFrame>
  )
}

function PeopleTable({ people, href }: { people: Carried[]; href: string }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.survey_people_asked()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_person()}</th>
            <th scope="col">{m.survey_feature_residence()}</th>
            <th scope="col">{m.survey_where()}</th>
            <th scope="col">{m.survey_contact_state()}</th>
            <th scope="col">{m.survey_next_step()}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <Link to={`${href}/people/${person.id}`}>{nameOf(person)}</Link>
              </th>
              <td data-title={m.survey_feature_residence()}>{person.residence}</td>
              <td data-title={m.survey_where()}>{doorOf(person)}</td>
              <td data-title={m.survey_contact_state()}>
                {lastOf(person)}{' '}
                {reasonToReplace(person.outcomes) && <State tone="warn">{m.survey_to_replace()}</State>}
              </td>
              <td data-title={m.survey_next_step()}>{nextOf(person)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
