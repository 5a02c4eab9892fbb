import { randomUUID } from 'node:crypto'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { Link, redirect } from 'react-router'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { shownOf } from '../device/versions.server.ts'
import type { Route } from './+types/interview-answer.page.ts'
import { AnswersForm, keepForm } from './answer-form.server.ts'
import { answersOf } from './answers.server.ts'
import { NO_ANSWER } from './answers.ts'
import { useAskedNow } from './asked-now.ts'
import type { GivenPlace } from './given-place.ts'
import { stateOfInterview } from './interview-choices.ts'
import { interviewOf } from './interviews.server.ts'
import { QuestionFields } from './question-fields.tsx'
import { byTheme, conditionWord } from './questions.ts'
import { SavesItself } from './saves-itself.tsx'
import { interviewTrail } from './trail.ts'
import { whoWord } from './who-word.ts'

// Its store and its recorder are for those who record.
const OnLineMedia = lazy(() =>
  import('../recordings/on-line-media.tsx').then((loaded) => ({ default: loaded.OnLineMedia })),
)

// Its map and its search are for guides that ask for a place.
const OnLinePlaceField = lazy(() =>
  import('./on-line-place-field.tsx').then((loaded) => ({ default: loaded.OnLinePlaceField })),
)

export const handle = { trail: interviewTrail }

export const meta = () => [{ title: `${m.survey_interview()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const here = `/c/${args.params.convention}/survey/interviews/${args.params.interview}`
  const asked = Number(new URL(args.request.url).searchParams.get('theme') ?? 1)
  return read(args, async (tx) => {
    const interview = await interviewOf(tx, args.params.interview, 'survey.interview.entry')
    if (stateOfInterview(interview) !== 'open') throw redirect(here)
    const answers = await answersOf(tx, interview.id)
    const shown = await shownOf(tx, interview.id)
    const themes = byTheme(interview.questions)
    const at = Math.min(Math.max(1, Number.isInteger(asked) ? asked : 1), themes.length)
    const questions = themes[at - 1]?.questions ?? []
    return {
      here,
      who: whoWord(interview),
      near: interview.residence,
      placeBook: `/c/${args.params.convention}/survey/place-book`,
      at,
      media: {
        convention: args.params.convention,
        interview: interview.id,
        agreesAudio: interview.agrees_audio,
        agreesPhoto: interview.agrees_photo,
      },
      opensMedia: args.url.searchParams.get('media') === 'open',
      themes: themes.map(({ theme }) => theme),
      form: randomUUID(),
      questions: questions.map((question) => ({
        question,
        base: shown.get(question.id),
        condition: conditionWord(question, interview.questions),
        answer: answers.get(question.id) ?? NO_ANSWER,
      })),
      elsewhere: interview.questions
        .filter(({ id }) => !questions.some((question) => question.id === id))
        .map(({ id, key }): [string, string[]] => [key, answers.get(id)?.chosen ?? []]),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  const here = `/c/${args.params.convention}/survey/interviews/${args.params.interview}`
  return submit(args, AnswersForm, async (tx, sent) => {
    await keepForm(tx, args.params.interview, sent)
    const go = [sent.go ?? ''].flat()[0] ?? ''
    if (go === 'finish') return redirect(`${here}/finish`)
    return redirect(/^\d{1,2}$/.test(go) ? `${here}/answer?theme=${go}` : here)
  })
}

export default function InterviewAnswer({ loaderData, actionData }: Route.ComponentProps) {
  const { here, who, at, themes } = loaderData
  const last = at === themes.length
  return (
    <Page title={themes[at - 1] ?? ''} lead={m.survey_theme_of({ at, of: themes.length, who })}>
      <nav aria-label={m.survey_themes()} className="tabs">
        <ol className="plain">
          {themes.map((theme, i) => (
            <li key={theme}>
              <Link to={`?theme=${i + 1}`} aria-current={i + 1 === at ? 'page' : undefined}>
                {theme}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      {(loaderData.media.agreesAudio || loaderData.media.agreesPhoto) && <Media {...loaderData} />}
      <Form key={at} answer={actionData}>
        <Sheet {...loaderData} />
        <SavesItself to={`${here}/keep`} />
        <Actions>
          <SubmitButton name="go" value={last ? 'finish' : String(at + 1)}>
            {last ? m.survey_finish_go() : m.survey_theme_next()}
          </SubmitButton>
          <SubmitButton kind="plain" name="go" value="here">
            {m.survey_pause()}
          </SubmitButton>
          {!last && (
            <SubmitButton kind="quiet" name="go" value="finish">
              {m.survey_finish_early()}
            </SubmitButton>
          )}
        </Actions>
      </Form>
      <p>
        <LinkButton to={here} kind="quiet">
          {m.survey_interview_read()}
        </LinkButton>
      </p>
    </Page>
  )
}

/** Opened by a loading of the page of its own: only so does the browser let a page hear. Stays through all themes. */
function Media({ at, media, opensMedia }: Pick<Route.ComponentProps['loaderData'], 'at' | 'media' | 'opensMedia'>) {
  const [isOpen] = useState(opensMedia)
  const [isThere, setThere] = useState(false)
  useEffect(() => setThere(true), [])
  if (!isOpen)
    return (
      <div className="stack">
        <Actions>
          <a className="button" data-kind="plain" href={`?theme=${at}&media=open`}>
            {m.survey_media_open()}
          </a>
        </Actions>
        <p className="soft">{m.survey_media_open_says()}</p>
      </div>
    )
  return (
    <Section title={m.survey_media()}>
      <noscript>
        <p>{m.survey_media_needs_scripts()}</p>
      </noscript>
      {isThere && (
        <Suspense fallback={<p>{m.survey_device_opening()}</p>}>
          <OnLineMedia {...media} />
        </Suspense>
      )}
    </Section>
  )
}

/** While the field is on its way, the form sends what was kept. */
function KeptPlace({ id, place }: { id: string; place: GivenPlace | null }) {
  return <input type="hidden" name={`place-${id}`} value={place ? JSON.stringify(place) : ''} />
}

type SheetProps = Pick<Route.ComponentProps['loaderData'], 'form' | 'questions' | 'elsewhere' | 'near' | 'placeBook'>

function Sheet({ elsewhere, near, placeBook, ...loaded }: SheetProps) {
  // What is typed over stays what was first shown, also when the page is read anew under it.
  const [{ form, questions }] = useState(loaded)
  const mark = useRef<HTMLDivElement>(null)
  const isAskedNow = useAskedNow(
    mark,
    questions.map(({ question }) => question),
    elsewhere,
  )
  return (
    <div ref={mark} className="section">
      <input type="hidden" name="form" value={form} />
      {questions.map(({ question, base, condition, answer }) => (
        <QuestionFields
          key={question.id}
          base={base}
          question={question}
          number={question.number}
          answer={answer}
          condition={condition}
          isAsked={isAskedNow(question)}
          placeField={
            question.kind === 'place' && (
              <Suspense fallback={<KeptPlace id={question.id} place={answer.place} />}>
                <OnLinePlaceField id={question.id} place={answer.place} near={near} bookAt={placeBook} />
              </Suspense>
            )
          }
        />
      ))}
    </div>
  )
}
