import { Link, redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatShare } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { State } from '#app/ui/state.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { WritingHelp } from '#app/ui/writing-help.tsx'
import { m } from '#messages'
import { remarksOn } from '#packages/plain-language/remarks.ts'
import { codesOf } from '../coding/codes.server.ts'
import { codeChoices, withDescendants } from '../coding/codes.ts'
import { excerptsOfCodes } from '../coding/excerpts.server.ts'
import { codingHref } from '../coding/trail.ts'
import { estimatesHref } from '../estimates/trail.ts'
import { groupWord, subjectWord } from '../estimates/words.ts'
import { residencesOf } from '../population.server.ts'
import type { Route } from './+types/finding.page.ts'
import { LEAST_VOICES, NEEDS, STANCES } from './choices.ts'
import { FindingFields } from './finding-fields.tsx'
import { FindingForm } from './finding-input.ts'
import {
  addFigure,
  addNeed,
  addVoice,
  changeFinding,
  figuresBehind,
  figuresToChoose,
  findingOf,
  needsOf,
  removeFigure,
  removeFinding,
  removeNeed,
  removeVoice,
  voicesOf,
} from './findings.server.ts'
import { isSharedByEnough } from './speakers.ts'
import { findingsTrail, synthesisHref } from './trail.ts'
import { VoiceChoice } from './voice-choice.tsx'
import { audienceWord, needWord, stanceWord, tooFewWord } from './words.ts'

const PAGE_ROWS = 20

export const handle = { trail: findingsTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [{ title: `${loaderData?.finding.title ?? ''} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const page = pageNumber(args.url.searchParams)
  const code = args.url.searchParams.get('code')
  return read(args, async (tx) => {
    const finding = await findingOf(tx, args.params.finding)
    const codes = await codesOf(tx)
    const mayWrite = may(tx.actor, 'survey.finding.write')
    const chosen = mayWrite ? codes.find(({ id }) => id === code) : undefined
    const found = chosen
      ? await excerptsOfCodes(tx, withDescendants(codes, chosen.id), { page, rows: PAGE_ROWS })
      : null
    const figures = (await figuresBehind(tx, finding.id)).map(figureRow)
    return {
      convention: args.params.convention,
      finding,
      mayWrite,
      voices: await voicesOf(tx, finding.id),
      figures,
      figureChoices: mayWrite
        ? (await figuresToChoose(tx)).map(figureRow).map(({ id, label }) => ({ value: id, label }))
        : [],
      needs: await needsOf(tx, finding.id),
      residences: mayWrite ? (await residencesOf(tx)).map(({ id, name }) => ({ value: id, label: name })) : [],
      codes: codeChoices(codes),
      code: chosen?.id ?? '',
      found: found?.rows.filter(({ audience }) => audience === finding.audience) ?? [],
      page,
      pages: Math.ceil((found?.total ?? 0) / PAGE_ROWS),
      remarks: finding.plain === '' ? [] : remarksOn(finding.plain),
    }
  })
}

type Behind = Awaited<ReturnType<typeof figuresBehind>>[number]

function figureRow({ id, estimate_id, subject, wording, value, feature, feature_value, share, published }: Behind) {
  const about = { subject: subject === 'code' ? ('code' as const) : ('answer' as const), wording, value }
  const label = m.survey_figure_row({
    subject: subjectWord(about),
    group: groupWord({ feature, featureValue: feature_value }),
    share: formatShare(share),
  })
  return { id, estimateId: estimate_id, label, published }
}

const Id = z.string().max(40)

const Press = z.discriminatedUnion('intent', [
  FindingForm.extend({ intent: z.literal('change') }),
  z.object({ intent: z.literal('remove') }),
  z.object({ intent: z.literal('voice'), excerpt: Id, stance: z.enum(STANCES), code: Id.optional() }),
  z.object({ intent: z.literal('remove-voice'), excerpt: Id }),
  z.object({ intent: z.literal('figure'), figure: Id }),
  z.object({ intent: z.literal('remove-figure'), figure: Id }),
  z.object({
    intent: z.literal('need'),
    kind: z.enum(NEEDS),
    wording: z.string().trim().min(3).max(300),
    residence: z.uuid().optional(),
  }),
  z.object({ intent: z.literal('remove-need'), need: Id }),
])

export async function action(args: Route.ActionArgs) {
  const { convention, finding } = args.params
  return submit(args, Press, async (tx, press) => {
    await follow(tx, finding, press)
    if (press.intent === 'remove') return redirect(synthesisHref(convention, 'findings'))
    const code = press.intent === 'voice' && press.code ? `?code=${press.code}#voices` : ''
    return redirect(synthesisHref(convention, 'findings', finding) + code)
  })
}

async function follow(tx: ActorTx, id: string, press: z.infer<typeof Press>): Promise<void> {
  switch (press.intent) {
    case 'change': {
      const { intent: _, ...words } = press
      return changeFinding(tx, id, words)
    }
    case 'remove':
      return removeFinding(tx, id)
    case 'voice':
      return addVoice(tx, id, press.excerpt, press.stance)
    case 'remove-voice':
      return removeVoice(tx, id, press.excerpt)
    case 'figure':
      return addFigure(tx, id, press.figure)
    case 'remove-figure':
      return removeFigure(tx, id, press.figure)
    case 'need':
      return addNeed(tx, id, { ...press, residenceId: press.residence ?? null })
    case 'remove-need':
      return removeNeed(tx, press.need)
  }
}

export default function FindingPage({ loaderData, actionData }: Route.ComponentProps) {
  const { finding, mayWrite, remarks } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={finding.title} lead={audienceWord(finding.audience)}>
      <p className="letter" lang="fr">
        {finding.statement}
      </p>
      {finding.supporting < LEAST_VOICES[finding.audience] && (
        <Notice tone="warn">{tooFewWord(finding.audience)}</Notice>
      )}
      {finding.supporting > 0 && finding.diverging === 0 && <Notice>{m.survey_finding_one_sided()}</Notice>}
      <Voices {...loaderData} />
      <Figures {...loaderData} answer={answerTo('figure')} />
      <Needs {...loaderData} answer={answerTo('need')} />
      {mayWrite && (
        <Section title={m.survey_finding_change()}>
          <Form intent="change" answer={answerTo('change')}>
            <FindingFields {...finding} />
            <SubmitButton>{m.survey_finding_keep()}</SubmitButton>
          </Form>
          {finding.plain !== '' && <WritingHelp remarks={remarks} />}
          <Form intent="remove">
            <Actions>
              <SubmitButton kind="danger">{m.survey_finding_remove()}</SubmitButton>
            </Actions>
          </Form>
        </Section>
      )}
    </Page>
  )
}

type Loaded = Route.ComponentProps['loaderData']
type Answer = Route.ComponentProps['actionData']

/** Who says it and in what words, those who say otherwise included. */
function Voices(props: Loaded) {
  const { convention, finding, voices, mayWrite } = props
  return (
    <Section title={m.survey_finding_voices()}>
      {voices.length === 0 && (
        <EmptyState title={m.survey_finding_no_voice()}>{m.survey_finding_no_voice_next()}</EmptyState>
      )}
      <ul className="marks" id="voices">
        {voices.map((voice) => (
          <li key={voice.id}>
            <div>
              <p lang="fr">{m.survey_quoted({ words: voice.words })}</p>
              <p className="soft">
                {stanceWord(voice.stance)} · {voice.code}
              </p>
              <VerbatimState voice={voice} />
            </div>
            <Actions>
              <Link to={codingHref(convention, 'interviews', voice.interview_id)}>
                {m.survey_coding_see_interview()}
              </Link>
              {voice.agrees_quotation && voice.audience === 'tenant' && (
                <Link to={synthesisHref(convention, 'findings', finding.id, 'voices', voice.id)}>
                  {m.survey_verbatim_prepare()}
                </Link>
              )}
              {mayWrite && (
                <Form intent="remove-voice" layout="line">
                  <input type="hidden" name="excerpt" value={voice.id} />
                  <SubmitButton kind="quiet">{m.survey_finding_take_out()}</SubmitButton>
                </Form>
              )}
            </Actions>
          </li>
        ))}
      </ul>
      {mayWrite && <VoiceChoice {...props} here={synthesisHref(convention, 'findings', finding.id)} />}
    </Section>
  )
}

function VerbatimState({ voice }: { voice: Loaded['voices'][number] }) {
  if (voice.audience === 'caretaker') return <State>{m.survey_verbatim_caretaker()}</State>
  if (!voice.agrees_quotation) return <State>{m.survey_verbatim_not_agreed()}</State>
  if (!isSharedByEnough(voice, voice.said)) return <State tone="warn">{m.survey_verbatim_few()}</State>
  if (voice.said === '') return <State>{m.survey_verbatim_unmasked()}</State>
  if (voice.checked_by === null) return <State tone="warn">{m.survey_verbatim_unchecked()}</State>
  return <State tone="good">{m.survey_verbatim_ready({ name: voice.checker ?? '' })}</State>
}

function Figures({ convention, figures, figureChoices, mayWrite, answer }: Loaded & { answer: Answer }) {
  return (
    <Section title={m.survey_finding_figures()}>
      {figures.length === 0 && (
        <EmptyState title={m.survey_finding_no_figure()}>{m.survey_finding_no_figure_next()}</EmptyState>
      )}
      <ul className="marks">
        {figures.map(({ id, estimateId, label, published }) => (
          <li key={id}>
            <Link to={estimatesHref(convention, estimateId, 'figures', id)}>{label}</Link>
            {published ? (
              <State tone="good">{m.survey_finding_figure_leaves()}</State>
            ) : (
              <State>{m.survey_finding_figure_stays()}</State>
            )}
            {mayWrite && (
              <Form intent="remove-figure" layout="line">
                <input type="hidden" name="figure" value={id} />
                <SubmitButton kind="quiet">{m.survey_finding_take_out()}</SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {figureChoices.length > 0 && (
        <Form intent="figure" answer={answer} key={figures.length}>
          <SelectField name="figure" label={m.survey_finding_figure_choose()} choices={figureChoices} />
          <SubmitButton kind="plain">{m.survey_finding_figure_add()}</SubmitButton>
        </Form>
      )}
    </Section>
  )
}

function Needs({ finding, needs, residences, mayWrite, answer }: Loaded & { answer: Answer }) {
  return (
    <Section title={m.survey_needs()}>
      {needs.length === 0 && <EmptyState title={m.survey_needs_none()}>{m.survey_needs_none_next()}</EmptyState>}
      <ul className="marks">
        {needs.map(({ id, kind, wording, residence }) => (
          <li key={id}>
            <div>
              <strong>{needWord(kind)}</strong> –{' '}
              <span lang="fr">{residence === null ? wording : m.survey_need_in({ wording, residence })}</span>
            </div>
            {mayWrite && (
              <Form intent="remove-need" layout="line">
                <input type="hidden" name="need" value={id} />
                <SubmitButton kind="quiet">{m.survey_finding_take_out()}</SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <Form intent="need" answer={answer} key={needs.length}>
          <SelectField
            name="kind"
            label={m.survey_need_kind()}
            choices={NEEDS.map((kind) => ({ value: kind, label: needWord(kind) }))}
          />
          <TextField name="wording" label={m.survey_need_wording()} hint={m.survey_need_wording_hint()} />
          {finding.audience === 'tenant' ? (
            <SelectField name="residence" label={m.survey_need_residence()} choices={residences} optional />
          ) : (
            <p className="soft">{m.survey_need_nowhere()}</p>
          )}
          <SubmitButton kind="plain">{m.survey_need_add()}</SubmitButton>
        </Form>
      )}
    </Section>
  )
}
