import { useRef, useState } from 'react'
import { Link, redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { HowItWorks } from '../panel-frame.tsx'
import { msOf } from '../recordings/clock.ts'
import { MomentForm } from '../recordings/moment-form.tsx'
import { momentsOf, removeMoment, setMoment } from '../recordings/moments.server.ts'
import { PassageMoments } from '../recordings/passage-moments.tsx'
import { PhotoShown } from '../recordings/recording-list.tsx'
import { recordingsOf } from '../recordings/recordings.server.ts'
import { type PlayerHandle, SoundPlayer } from '../recordings/sound-player.tsx'
import type { Route } from './+types/interview.page.ts'
import { codesOf } from './codes.server.ts'
import { codeChoices } from './codes.ts'
import { codersOf, excerptsOf, finishCoding, markExcerpt, unmarkExcerpt } from './excerpts.server.ts'
import { interviewText, writeTranscript } from './interview-text.server.ts'
import { interviewWord } from './interview-words.ts'
import { MarkForm } from './mark-form.tsx'
import { MemoList } from './memo-list.tsx'
import { memosOf, removeMemo, writeMemo } from './memos.server.ts'
import { PassageText, type Pointed, pointedIn } from './passage-text.tsx'
import { codingHref, codingTrail } from './trail.ts'

export const handle = { trail: codingTrail }

export const meta = () => [{ title: `${m.survey_coding_interview()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const { notes: _notes, transcript, ...interview } = await interviewText(tx, args.params.interview)
    const excerpts = await excerptsOf(tx, interview.id)
    const readers = await codersOf(tx, interview.id)
    const recordings = await recordingsOf(tx, interview.id)
    const hrefOf = (id: string) => `/c/${args.params.convention}/survey/interviews/${interview.id}/recordings/${id}`
    return {
      here: codingHref(args.params.convention, 'interviews', interview.id),
      codesHref: codingHref(args.params.convention, 'codes'),
      chosen: args.url.searchParams.get('passage'),
      interview,
      transcript: transcript ?? '',
      excerpts,
      readers,
      own: tx.actor.memberId,
      choices: codeChoices(await codesOf(tx)),
      memos: await memosOf(tx, { interviewId: interview.id }),
      sounds: recordings
        .filter(({ kind }) => kind === 'audio')
        .map(({ id, lengthMs }) => ({ id, lengthMs, href: hrefOf(id) })),
      photos: recordings
        .filter(({ kind }) => kind === 'photo')
        .map(({ id, caption }) => ({ id, caption, href: hrefOf(id) })),
      moments: await momentsOf(tx, interview.id),
    }
  })
}

const Offset = z.coerce.number().int().min(0).max(400_000).optional()

const Press = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('mark'),
    passage: z.string().max(80),
    code: z.string().max(40),
    start: Offset,
    end: Offset,
    first: z.string().max(300).default(''),
    last: z.string().max(300).default(''),
  }),
  z.object({ intent: z.literal('unmark'), excerpt: z.string().max(40) }),
  z.object({ intent: z.literal('finish') }),
  z.object({ intent: z.literal('again') }),
  z.object({ intent: z.literal('memo'), text: z.string().trim().min(1).max(4000) }),
  z.object({ intent: z.literal('remove-memo'), memo: z.string().max(40) }),
  z.object({
    intent: z.literal('moment'),
    passage: z.string().max(80),
    start: z.coerce.number().int().min(0).max(400_000).default(0),
    sound: z.uuid(),
    moment: z.string().max(12),
  }),
  z.object({ intent: z.literal('remove-moment'), id: z.uuid() }),
  z.object({ intent: z.literal('transcript'), text: z.string().trim().min(1).max(200_000) }),
])

export async function action(args: Route.ActionArgs) {
  const { convention, interview } = args.params
  return submit(args, Press, async (tx, press) => {
    const back = codingHref(convention, 'interviews', interview)
    if (press.intent === 'mark') {
      await markExcerpt(tx, interview, { ...press, key: press.passage, codeId: press.code })
      return redirect(`${back}?passage=${encodeURIComponent(press.passage)}#${press.passage}`)
    }
    if (press.intent === 'moment') {
      await tieToSound(tx, interview, press)
      return redirect(`${back}?passage=${encodeURIComponent(press.passage)}#${press.passage}`)
    }
    if (press.intent === 'remove-moment') await removeMoment(tx, (await interviewText(tx, interview)).id, press.id)
    else if (press.intent === 'unmark') await unmarkExcerpt(tx, press.excerpt)
    else if (press.intent === 'memo')
      await writeMemo(tx, { interviewId: (await interviewText(tx, interview)).id }, press.text)
    else if (press.intent === 'remove-memo') await removeMemo(tx, press.memo)
    else if (press.intent === 'transcript') await writeTranscript(tx, interview, press.text)
    else await finishCoding(tx, interview, press.intent === 'finish')
    return redirect(back)
  })
}

async function tieToSound(
  tx: ActorTx,
  interviewId: string,
  { passage: key, start, sound, moment }: { passage: string; start: number; sound: string; moment: string },
): Promise<void> {
  const { id, passages } = await interviewText(tx, interviewId)
  const passage = passages.find((one) => one.key === key)
  if (!passage || start >= passage.text.length)
    throw new Refusal('survey.passage-gone', { field: 'moment', status: 409 })
  const atMs = msOf(moment)
  if (atMs === undefined) throw new Refusal('survey.moment-not-read', { field: 'moment' })
  await setMoment(tx, id, { recordingId: sound, questionId: passage.questionId, part: passage.part, start, atMs })
}

export default function CodedInterview({ loaderData, actionData }: Route.ComponentProps) {
  const { here, interview, excerpts, readers, own, choices, memos, transcript, codesHref } = loaderData
  const { sounds, photos, moments } = loaderData
  const player = useRef<PlayerHandle>(null)
  const [pointed, setPointed] = useState<(Pointed & { marks: number }) | null>(null)
  const texts = useRef<HTMLDivElement>(null)
  const finished = readers.some(({ id, finished }) => id === own && finished)
  const others = readers.filter(({ id }) => id !== own)
  // Once it is marked, what was selected is no longer to be marked.
  const marking = pointed?.marks === excerpts.length ? pointed : chosenIn(loaderData)
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  const point = () => {
    const found = pointedIn(texts.current)
    if (found) setPointed({ ...found, marks: excerpts.length })
  }
  return (
    <Page title={interviewWord(interview)} lead={formatDate(interview.held_on)}>
      <HowItWorks>{m.survey_coding_interview_help()}</HowItWorks>
      {!interview.agrees_quotation && <Notice tone="warn">{m.survey_coding_no_quotation()}</Notice>}
      {choices.length === 0 && (
        <Notice tone="warn">
          {m.survey_coding_no_code()} <Link to={codesHref}>{m.survey_codebook()}</Link>
        </Notice>
      )}
      {others.length > 0 && !finished && <p className="soft">{m.survey_coding_apart()}</p>}
      {sounds.length > 0 && <SoundPlayer sounds={sounds} handle={player} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: selecting is a shortcut; the link under each passage does the same by keyboard */}
      <div ref={texts} onPointerUp={point} onKeyUp={point}>
        {interview.passages.map((passage) => (
          <PassageText
            key={passage.key}
            passage={passage}
            excerpts={excerpts.filter(({ key }) => key === passage.key)}
            own={own}
            here={here}
            moments={
              <PassageMoments
                moments={moments.filter(
                  ({ questionId, part }) => questionId === passage.questionId && part === passage.part,
                )}
                text={passage.text}
                sounds={sounds}
                player={player}
              />
            }
            form={
              marking?.key === passage.key && (choices.length > 0 || sounds.length > 0) ? (
                <div className="stack" key={`${marking.start ?? ''}-${marking.end ?? ''}`}>
                  {choices.length > 0 && <MarkForm marking={marking} choices={choices} answer={answerTo('mark')} />}
                  {sounds.length > 0 && (
                    <MomentForm
                      passage={passage.key}
                      start={marking.start}
                      sounds={sounds}
                      player={player}
                      answer={answerTo('moment')}
                    />
                  )}
                </div>
              ) : null
            }
          />
        ))}
      </div>
      {photos.length > 0 && (
        <Section title={m.survey_photos()}>
          {photos.map((photo) => (
            <PhotoShown key={photo.id} {...photo} />
          ))}
        </Section>
      )}
      <Section title={m.survey_coding_finish_title()}>
        <Form intent={finished ? 'again' : 'finish'}>
          <p>{finished ? m.survey_coding_finished_says() : m.survey_coding_finish_says()}</p>
          <Actions>
            <SubmitButton kind={finished ? 'plain' : 'primary'}>
              {finished ? m.survey_coding_again() : m.survey_coding_finish()}
            </SubmitButton>
          </Actions>
        </Form>
      </Section>
      <MemoList memos={memos} answer={answerTo('memo')} />
      {!excerpts.some(({ key }) => key === 'transcript') && (
        <Section title={m.survey_coding_part_transcript()}>
          <Form intent="transcript" answer={answerTo('transcript')}>
            <TextArea
              name="text"
              label={m.survey_coding_transcript_text()}
              hint={m.survey_coding_transcript_hint()}
              rows={8}
              value={transcript}
            />
            <SubmitButton kind="plain">{m.survey_coding_transcript_keep()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

/** Without scripts, a passage is chosen by its link. */
function chosenIn({ chosen }: Route.ComponentProps['loaderData']): Pointed | null {
  return chosen === null ? null : { key: chosen }
}
