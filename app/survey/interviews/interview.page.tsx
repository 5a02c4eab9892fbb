import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate, formatInstant } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { chooseWording, standingOf } from '../device/versions.server.ts'
import { placeWord } from '../outcomes.ts'
import { RecordingList } from '../recordings/recording-list.tsx'
import { recordingsOf } from '../recordings/recordings.server.ts'
import type { Route } from './+types/interview.page.ts'
import { answersOf } from './answers.server.ts'
import { closedAnswerWord, type GivenAnswer } from './answers.ts'
import { guideOf } from './guides.server.ts'
import {
  AGREEMENT_WORDS,
  CONSENT_WORDS,
  CONSENTS,
  FORM_NOTICE,
  STATE_TONES,
  STATE_WORDS,
  sourceWord,
  stateOfInterview,
} from './interview-choices.ts'
import { type Interview, interviewOf, letCount, reopenInterview } from './interviews.server.ts'
import { byTheme } from './questions.ts'
import { interviewsTrail } from './trail.ts'
import { whoWord } from './who-word.ts'

export const handle = { trail: interviewsTrail }

export const meta = () => [{ title: `${m.survey_interview()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const interview = await interviewOf(tx, args.params.interview, 'survey.interview')
    const answers = await answersOf(tx, interview.id)
    const state = stateOfInterview(interview)
    const standing = await standingOf(tx, interview.id)
    const asked = new Set((await guideOf(tx, interview.guide_id)).questions.map(({ key }) => key))
    return {
      here: `/c/${args.params.convention}/survey/interviews/${interview.id}`,
      state,
      isSecond: !interview.counts && state !== 'withdrawn',
      mayDecide: may(tx.actor, 'survey.interview.decide'),
      who: whoWord(interview),
      person:
        interview.panel_person_id &&
        `/c/${args.params.convention}/survey/panel/${interview.panel_id}/people/${interview.panel_person_id}`,
      facts: factsOf(interview),
      notes: interview.notes,
      recordings: await recordingsOf(tx, interview.id),
      twofold: interview.questions.flatMap(({ id, wording }) => {
        const wordings = standing.get(id) ?? []
        return wordings.length > 1 ? [{ id, question: wording, wordings }] : []
      }),
      themes: byTheme(interview.questions)
        .map(({ theme, questions }) => ({
          theme,
          answered: questions.flatMap(({ id, key, number, wording }) => {
            const answer = answers.get(id)
            return answer ? [{ id, number, wording, answer, isGone: !asked.has(key) }] : []
          }),
        }))
        .filter(({ answered }) => answered.length > 0),
    }
  })
}

function factsOf(interview: Interview): Record<string, string> {
  const agreed = [
    interview.agrees_quotation && AGREEMENT_WORDS.agreesQuotation(),
    interview.agrees_recall && AGREEMENT_WORDS.agreesRecall(),
    interview.agrees_audio && AGREEMENT_WORDS.agreesAudio(),
    interview.agrees_photo && AGREEMENT_WORDS.agreesPhoto(),
  ].filter((words) => words !== false)
  const consent = CONSENTS.find((known) => known === interview.consent)
  const facts: Record<string, string | null> = {
    [m.survey_held_on()]: formatDate(interview.held_on),
    [m.survey_minutes()]: interview.minutes === null ? null : m.survey_minutes_count({ count: interview.minutes }),
    [m.survey_appointment_place()]: placeWord(interview.place),
    [m.survey_interviewer()]: [interview.interviewer, interview.second].filter(Boolean).join(', '),
    [m.survey_guide()]: m.survey_guide_version_of({ guide: interview.guide, version: interview.version }),
    [m.survey_source()]: sourceWord(interview.entered_from),
    [m.survey_consent()]: m.survey_consent_given({
      way: consent ? CONSENT_WORDS[consent]() : '',
      notice: interview.notice === FORM_NOTICE ? m.survey_notice_form() : interview.notice,
    }),
    [m.survey_agreements()]: agreed.length > 0 ? agreed.join(' · ') : m.survey_agreed_nothing(),
  }
  return Object.fromEntries(Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== null))
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.enum(['reopen', 'count']) }),
  z.object({ intent: z.literal('choose'), wording: z.uuid() }),
])

export async function action(args: Route.ActionArgs) {
  const here = `/c/${args.params.convention}/survey/interviews/${args.params.interview}`
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'choose') await chooseWording(tx, args.params.interview, press.wording)
    else if (press.intent === 'count') await letCount(tx, args.params.interview)
    else await reopenInterview(tx, args.params.interview)
    return redirect(press.intent === 'reopen' ? `${here}/answer` : here)
  })
}

export default function InterviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { here, state, who, person, facts, isSecond, mayDecide, themes, twofold, notes, recordings } = loaderData
  const { intent, wording: refused } = actionData?.values ?? {}
  return (
    <Page title={who} lead={<State tone={STATE_TONES[state]}>{STATE_WORDS[state]()}</State>}>
      {state === 'withdrawn' && <Notice>{m.survey_withdrawn_says()}</Notice>}
      {isSecond && (
        <Notice tone="warn">
          <p>{m.survey_second_says()}</p>
          {mayDecide && (
            <Form intent="count" answer={intent === 'count' ? actionData : undefined}>
              <SubmitButton kind="plain">{m.survey_let_count()}</SubmitButton>
            </Form>
          )}
        </Notice>
      )}
      <Actions>
        {state === 'open' && (
          <>
            <LinkButton to={`${here}/answer`} kind="primary">
              {m.survey_interview_go_on()}
            </LinkButton>
            <LinkButton to={`${here}/finish`}>{m.survey_finish()}</LinkButton>
          </>
        )}
        {state === 'partial' && (
          <Form intent="reopen" layout="line">
            <SubmitButton kind="plain">{m.survey_interview_reopen()}</SubmitButton>
          </Form>
        )}
        {person && <LinkButton to={person}>{m.survey_person()}</LinkButton>}
        {state !== 'withdrawn' && (
          <LinkButton to={`${here}/withdraw`} kind="quiet">
            {m.survey_withdraw()}
          </LinkButton>
        )}
      </Actions>
      <DefinitionList facts={Object.entries(facts).map(([term, value]) => ({ term, value }))} />
      <RecordingList recordings={recordings} here={here} />
      {twofold.map((each) => (
        <Twofold key={each.id} {...each} answerTo={(wording) => (wording === refused ? actionData : undefined)} />
      ))}
      {themes.length === 0 && state === 'open' && (
        <p>
          {m.survey_no_answer()} <Link to={`${here}/answer`}>{m.survey_interview_go_on()}</Link>
        </p>
      )}
      {themes.map(({ theme, answered }) => (
        <Section key={theme} title={theme}>
          {answered.map(({ id, number, wording, answer, isGone }) => (
            <div key={id}>
              <h3>{m.survey_print_question({ number, wording })}</h3>
              {isGone && <p className="soft">{m.survey_question_gone()}</p>}
              <Answered answer={answer} />
            </div>
          ))}
        </Section>
      ))}
      {notes !== '' && (
        <Section title={m.survey_notes()}>
          <p className="letter">{notes}</p>
        </Section>
      )}
    </Page>
  )
}

type TwofoldProps = Route.ComponentProps['loaderData']['twofold'][number] & {
  /** Why that wording was not kept, when it was just chosen. */
  answerTo: (wording: string) => FormAnswer | undefined
}

/** Two devices wrote without seeing each other: both wordings stand until one is chosen. */
function Twofold({ question, wordings, answerTo }: TwofoldProps) {
  return (
    <Notice tone="warn">
      <h2>{m.survey_twofold({ question })}</h2>
      {wordings.map((wording) => (
        <Form key={wording.id} intent="choose" answer={answerTo(wording.id)}>
          <input type="hidden" name="wording" value={wording.id} />
          <p className="soft">{m.survey_by({ at: formatInstant(wording.madeAt), by: wording.by })}</p>
          <div>
            <Answered answer={wording.value} />
          </div>
          <SubmitButton kind="plain">{m.survey_twofold_keep()}</SubmitButton>
        </Form>
      ))}
    </Notice>
  )
}

function Answered({ answer }: { answer: GivenAnswer }) {
  const closed = closedAnswerWord(answer)
  return (
    <>
      {closed !== '' && <p>{closed}</p>}
      {answer.note !== '' && <p className="letter">{answer.note}</p>}
      {answer.verbatim !== '' && (
        <blockquote className="letter" lang="fr">
          {m.survey_quoted({ words: answer.verbatim })}
        </blockquote>
      )}
    </>
  )
}
