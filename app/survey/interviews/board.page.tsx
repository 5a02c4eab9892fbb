import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatHour, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Progress } from '#app/ui/progress.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { peopleOf } from '../contacts.server.ts'
import { achievedOf } from '../figures.server.ts'
import { reasonToReplace, reasonWord } from '../outcomes.ts'
import { HowItWorks } from '../panel-frame.tsx'
import { panelOf, panelsOf } from '../panels.server.ts'
import { carried, nameOf } from '../person-words.ts'
import { AchievedTable } from '../quota-table.tsx'
import { replacePerson } from '../replacements.server.ts'
import { surveyTrail } from '../trail.ts'
import type { Route } from './+types/board.page.ts'
import { byInterviewer, byResidence, paceOf } from './board.server.ts'
import { answerOn, VisitCard } from './visit-card.tsx'
import { followVisit, ownVisit, VisitPress } from './visit-press.server.ts'
import { visitsOf } from './visits.server.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_board_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const asked = new URL(args.request.url).searchParams.get('panel')
  const here = `/c/${args.params.convention}/survey`
  return read(args, async (tx) => {
    const visits = await visitsOf(tx)
    const drawn = (await panelsOf(tx)).filter(({ stage }) => stage === 'drawn')
    const chosen = drawn.find(({ id }) => id === asked) ?? drawn[0]
    const both = {
      here,
      visits,
      own: await ownVisit(tx),
      mayReplace: may(tx.actor, 'survey.replacement.draw'),
      mayEnd: may(tx.actor, 'survey.interview.decide'),
    }
    const panels = drawn.map(({ id, name }) => ({ id, name }))
    if (!chosen) return { ...both, panels, progress: null }
    const panel = await panelOf(tx, chosen.id)
    return {
      ...both,
      panels,
      progress: {
        panel: { id: panel.id, name: panel.name, features: panel.features },
        pace: await paceOf(tx, panel),
        achieved: await achievedOf(tx, panel),
        residences: await byResidence(tx, panel),
        interviewers: await byInterviewer(tx, panel),
        due: (await peopleOf(tx, panel.id, 'survey.board'))
          .filter(({ replaced, outcomes }) => replaced === null && reasonToReplace(outcomes) !== undefined)
          .map(carried),
      },
    }
  })
}

const Press = z.union([VisitPress, z.object({ intent: z.literal('replace'), panel: z.uuid(), person: z.uuid() })])

export async function action(args: Route.ActionArgs) {
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'replace') await replacePerson(tx, press.panel, press.person)
    else await followVisit(tx, press)
    return redirect(`/c/${args.params.convention}/survey/board${new URL(args.request.url).search}`)
  })
}

type Loaded = Route.ComponentProps['loaderData']
type Shown = NonNullable<Loaded['progress']>

export default function Board({ loaderData, actionData }: Route.ComponentProps) {
  const { here, panels, progress, visits, own, mayReplace, mayEnd } = loaderData
  return (
    <Page title={m.survey_board_title()} lead={progress?.panel.name ?? m.survey_board_lead()}>
      <HowItWorks>{m.survey_board_help()}</HowItWorks>
      {panels.length > 1 && (
        <nav aria-label={m.survey_panels_list()} className="tabs">
          <ul className="plain">
            {panels.map(({ id, name }) => (
              <li key={id}>
                <Link to={`?panel=${id}`} aria-current={id === progress?.panel.id ? 'page' : undefined}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Visits visits={visits} mayEnd={mayEnd} answer={actionData} />
      <VisitCard own={own} answer={actionData} />
      {progress ? (
        <>
          <Pace {...progress} here={here} mayReplace={mayReplace} />
          <Due progress={progress} here={here} mayReplace={mayReplace}>
            {actionData}
          </Due>
          <Section title={m.survey_board_residences()}>
            <ResidenceTable rows={progress.residences} />
          </Section>
          <Section title={m.survey_target_achieved()}>
            <AchievedTable
              rows={progress.achieved.filter(({ feature }) => feature !== 'residence')}
              features={progress.panel.features.filter((feature) => feature !== 'residence')}
              drawn
            />
          </Section>
          <Section title={m.survey_board_interviewers()}>
            {progress.interviewers.length === 0 ? (
              <p>{m.survey_interviews_empty()}</p>
            ) : (
              <InterviewerTable rows={progress.interviewers} />
            )}
          </Section>
        </>
      ) : (
        <EmptyState title={m.survey_board_empty()}>
          <Link to={here}>{m.survey_panels_title()}</Link>
        </EmptyState>
      )}
    </Page>
  )
}

/** Whoever should be out of a home and has not said so, first of all. */
function Visits({
  visits,
  mayEnd,
  answer,
}: Pick<Loaded, 'visits' | 'mayEnd'> & { answer: Route.ComponentProps['actionData'] }) {
  const others = visits.filter(({ isMine }) => !isMine)
  if (others.length === 0) return null
  return (
    <Section title={m.survey_visits_running()}>
      {others.map((visit) => (
        <Notice key={visit.id} tone={visit.is_overdue ? 'bad' : 'plain'}>
          <p>
            {m.survey_visit_of({
              who: visit.who,
              residence: visit.residence,
              start: formatHour(new Date(visit.startedAt)),
              due: formatHour(new Date(visit.dueAt)),
            })}{' '}
            {visit.is_overdue && <State tone="bad">{m.survey_visit_late()}</State>}
          </p>
          {visit.is_overdue && <p>{m.survey_visit_late_next()}</p>}
          {mayEnd ? (
            <Form intent="visit-end" layout="line" answer={answerOn(answer, 'visit-end', visit.id)}>
              <input type="hidden" name="visit" value={visit.id} />
              <SubmitButton kind="plain">{m.survey_visit_is_out({ who: visit.who })}</SubmitButton>
            </Form>
          ) : (
            <p>{m.survey_visit_tell_lead()}</p>
          )}
        </Notice>
      ))}
    </Section>
  )
}

function Pace({ pace, here, mayReplace }: Shown & { here: string; mayReplace: boolean }) {
  const { held, wanted, forecast } = pace
  return (
    <Section title={m.survey_board_pace()}>
      <Progress label={m.survey_interviewed()} done={held} total={wanted} />
      <p>{forecast ? forecastWords(forecast) : held >= wanted ? m.survey_forecast_done() : m.survey_forecast_none()}</p>
      <Actions>
        <LinkButton to={`${here}/interviews`}>{m.survey_interviews_title()}</LinkButton>
        <LinkButton to={`${here}/field`}>{m.survey_field_title()}</LinkButton>
        {mayReplace && <LinkButton to={`${here}/devices`}>{m.survey_devices_title()}</LinkButton>}
      </Actions>
    </Section>
  )
}

function forecastWords({ perWeek, earliest, latest }: NonNullable<Shown['pace']['forecast']>): string {
  const pace = formatNumber(perWeek, { maximumFractionDigits: 1 })
  return latest === null
    ? m.survey_forecast_from({ pace, earliest: formatDate(earliest) })
    : m.survey_forecast_between({ pace, earliest: formatDate(earliest), latest: formatDate(latest) })
}

function Due(props: {
  progress: Shown
  here: string
  mayReplace: boolean
  children: Route.ComponentProps['actionData']
}) {
  const { progress, here, mayReplace, children: answer } = props
  const { due, panel } = progress
  return (
    <Section title={m.survey_due()}>
      {due.length === 0 && <p>{m.survey_due_none()}</p>}
      {due.map((person) => (
        <Form
          key={person.id}
          intent="replace"
          layout="line"
          answer={answer?.values.person === person.id ? answer : undefined}
        >
          <input type="hidden" name="panel" value={panel.id} />
          <input type="hidden" name="person" value={person.id} />
          <p>
            <Link to={`${here}/panel/${panel.id}/people/${person.id}`}>{nameOf(person)}</Link> · {person.residence} ·{' '}
            {reasonWord(reasonToReplace(person.outcomes) ?? '')}
          </p>
          {mayReplace && <SubmitButton kind="plain">{m.survey_replace_press()}</SubmitButton>}
        </Form>
      ))}
    </Section>
  )
}

function ResidenceTable({ rows }: { rows: Shown['residences'] }) {
  const columns = [
    { title: m.survey_asked(), of: (row: Shown['residences'][number]) => row.asked },
    { title: m.survey_interviewed(), of: (row: Shown['residences'][number]) => row.interviewed },
    { title: m.survey_board_refused(), of: (row: Shown['residences'][number]) => row.refused },
    { title: m.survey_board_unmet(), of: (row: Shown['residences'][number]) => row.unmet },
    { title: m.survey_board_to_see(), of: (row: Shown['residences'][number]) => row.toSee },
  ]
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.survey_board_residences()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_feature_residence()}</th>
            {columns.map(({ title }) => (
              <th key={title} scope="col" className="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {columns.map(({ title, of }) => (
                <td key={title} className="number" data-title={title}>
                  {formatNumber(of(row))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function InterviewerTable({ rows }: { rows: Shown['interviewers'] }) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.survey_board_interviewers()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_interviewer()}</th>
            <th scope="col" className="number">
              {m.survey_interviewed()}
            </th>
            <th scope="col" className="number">
              {m.survey_state_open()}
            </th>
            <th scope="col" className="number">
              {m.survey_board_minutes()}
            </th>
            <th scope="col">{m.survey_board_last()}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td className="number" data-title={m.survey_interviewed()}>
                {formatNumber(row.held)}
              </td>
              <td className="number" data-title={m.survey_state_open()}>
                {formatNumber(row.under_way)}
              </td>
              <td className="number" data-title={m.survey_board_minutes()}>
                {row.minutes === null ? '–' : m.survey_minutes_count({ count: row.minutes })}
              </td>
              <td data-title={m.survey_board_last()}>{formatDate(row.last_on, 'medium')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
