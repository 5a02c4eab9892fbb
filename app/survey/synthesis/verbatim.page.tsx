import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { HowItWorks } from '../panel-frame.tsx'
import type { Route } from './+types/verbatim.page.ts'
import { findingTrail, synthesisHref } from './trail.ts'
import { checkVerbatim, maskVerbatim, verbatimOf } from './verbatims.server.ts'
import { maskWord } from './words.ts'

export const handle = { trail: findingTrail }

export const meta = () => [{ title: `${m.survey_verbatim_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const { voice, masks, proposed, left } = await verbatimOf(tx, args.params.finding, args.params.excerpt)
    return {
      words: voice.words,
      said: voice.said,
      masker: voice.masker,
      checker: voice.checker,
      own: voice.masked_by === tx.actor.memberId,
      proposed,
      masks: masks.map(({ kind, start, end, instead }) => ({
        kind,
        found: voice.words.slice(start, end),
        instead: instead ?? null,
      })),
      left: left.map(({ kind, start, end }) => ({ kind, found: voice.said.slice(start, end) })),
    }
  })
}

const Press = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('mask'), said: z.string().trim().min(3).max(2000) }),
  z.object({ intent: z.literal('check') }),
])

export async function action(args: Route.ActionArgs) {
  const { convention, finding, excerpt } = args.params
  return submit(args, Press, async (tx, press) => {
    if (press.intent === 'mask') await maskVerbatim(tx, finding, excerpt, press.said)
    else await checkVerbatim(tx, finding, excerpt)
    return redirect(synthesisHref(convention, 'findings', finding, 'voices', excerpt))
  })
}

/** The words of someone made ready to be quoted: masked by one, read again by another. */
export default function Verbatim({ loaderData, actionData }: Route.ComponentProps) {
  const { words, said, proposed, masks, left, masker, checker, own } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={m.survey_verbatim_title()}>
      <HowItWorks>{m.survey_verbatim_help()}</HowItWorks>
      <Section title={m.survey_verbatim_words()}>
        <p className="letter" lang="fr">
          {m.survey_quoted({ words })}
        </p>
        {masks.length === 0 ? (
          <p>{m.survey_verbatim_nothing_found()}</p>
        ) : (
          <ul>
            {masks.map(({ kind, found, instead }) => (
              <li key={`${kind} ${found}`}>
                {maskWord(kind)} – <span lang="fr">{m.survey_quoted({ words: found })}</span>
                {instead !== null && (
                  <>
                    {' → '}
                    <span lang="fr">{instead}</span>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={m.survey_verbatim_mask_title()}>
        <Form intent="mask" answer={answerTo('mask')} key={said}>
          <TextArea
            name="said"
            label={m.survey_verbatim_said()}
            hint={m.survey_verbatim_said_hint()}
            rows={4}
            value={said === '' ? proposed : said}
          />
          <SubmitButton kind={said === '' ? 'primary' : 'plain'}>{m.survey_verbatim_keep()}</SubmitButton>
        </Form>
      </Section>
      {said !== '' && (
        <Section title={m.survey_verbatim_check_title()}>
          {left.length > 0 && (
            <Notice tone="warn">
              {m.survey_verbatim_left()} {left.map(({ found }) => m.survey_quoted({ words: found })).join(' · ')}
            </Notice>
          )}
          {checker ? (
            <p>{m.survey_verbatim_ready({ name: checker })}</p>
          ) : own ? (
            <p>{m.survey_verbatim_wait()}</p>
          ) : (
            <Form intent="check" answer={answerTo('check')}>
              <p>{m.survey_verbatim_check_says({ name: masker ?? '' })}</p>
              <SubmitButton>{m.survey_verbatim_check()}</SubmitButton>
            </Form>
          )}
        </Section>
      )}
    </Page>
  )
}
