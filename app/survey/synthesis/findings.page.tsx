import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/findings.page.ts'
import { FindingFields } from './finding-fields.tsx'
import { FindingForm } from './finding-input.ts'
import { findingsOf, writeFinding } from './findings.server.ts'
import { leaving, publishSynthesis } from './synthesis.server.ts'
import { SynthesisFrame } from './synthesis-frame.tsx'
import { synthesisHref, synthesisTrail } from './trail.ts'
import { audienceWord, tooFewWord, voicesWord } from './words.ts'

export const handle = { trail: synthesisTrail }

export const meta = () => [{ title: `${m.survey_findings()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const out = await leaving(tx)
    return {
      convention: args.params.convention,
      findings: await findingsOf(tx),
      leaving: out.findings.map((finding) => ({
        id: finding.findingId,
        title: finding.title,
        says: voicesWord(finding),
        figures: finding.figures.length,
        verbatims: finding.verbatims.length,
      })),
      behind: out.behind.map(({ id, title, audience }) => ({ id, title, why: tooFewWord(audience) })),
      mayWrite: may(tx.actor, 'survey.finding.write'),
    }
  })
}

const Sent = z.discriminatedUnion('intent', [
  FindingForm.extend({ intent: z.literal('write') }),
  z.object({
    intent: z.literal('publish'),
    synthesisTitle: z.string().trim().min(3).max(200),
    introduction: z.string().trim().max(4000).default(''),
  }),
])

export async function action(args: Route.ActionArgs) {
  const { convention } = args.params
  return submit(args, Sent, async (tx, sent) => {
    if (sent.intent === 'write') {
      const { intent: _, ...words } = sent
      return redirect(synthesisHref(convention, 'findings', await writeFinding(tx, words)))
    }
    await publishSynthesis(tx, { title: sent.synthesisTitle, introduction: sent.introduction })
    return redirect(synthesisHref(convention), {
      headers: await flashHeaders({ tone: 'good', message: m.survey_synthesis_published() }),
    })
  })
}

export default function Findings({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, findings, mayWrite } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <SynthesisFrame convention={convention} title={m.survey_findings()} help={m.survey_findings_help()} inside>
      {findings.length === 0 ? (
        <EmptyState title={m.survey_findings_empty()}>{m.survey_findings_empty_next()}</EmptyState>
      ) : (
        <FindingTable findings={findings} convention={convention} />
      )}
      {mayWrite && (
        <Section title={m.survey_finding_new()}>
          <Form intent="write" answer={answerTo('write')}>
            <FindingFields />
            <SubmitButton>{m.survey_finding_write()}</SubmitButton>
          </Form>
        </Section>
      )}
      {mayWrite && findings.length > 0 && <Publishing {...loaderData} answer={answerTo('publish')} />}
    </SynthesisFrame>
  )
}

type Loaded = Route.ComponentProps['loaderData']

function FindingTable({ findings, convention }: Pick<Loaded, 'findings' | 'convention'>) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.survey_findings()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.survey_finding()}</th>
            <th scope="col">{m.survey_finding_audience()}</th>
            <th scope="col" className="number">
              {m.survey_finding_supporting()}
            </th>
            <th scope="col" className="number">
              {m.survey_finding_diverging()}
            </th>
            <th scope="col" className="number">
              {m.survey_finding_figures()}
            </th>
            <th scope="col">{m.survey_finding_verbatims()}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={finding.id}>
              <th scope="row">
                <Link to={synthesisHref(convention, 'findings', finding.id)}>{finding.title}</Link>
              </th>
              <td data-title={m.survey_finding_audience()}>{audienceWord(finding.audience)}</td>
              <td className="number" data-title={m.survey_finding_supporting()}>
                {formatNumber(finding.supporting)}
              </td>
              <td className="number" data-title={m.survey_finding_diverging()}>
                {formatNumber(finding.diverging)}
              </td>
              <td className="number" data-title={m.survey_finding_figures()}>
                {formatNumber(finding.figures)}
              </td>
              <td data-title={m.survey_finding_verbatims()}>
                {finding.unchecked > 0 ? (
                  <State tone="warn">{m.survey_finding_unchecked({ count: finding.unchecked })}</State>
                ) : (
                  <State tone="good">{m.survey_finding_checked()}</State>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What would leave, seen before it does. */
function Publishing({ convention, leaving, behind, answer }: Loaded & { answer: Route.ComponentProps['actionData'] }) {
  return (
    <Section title={m.survey_synthesis_publish_title()}>
      <p>{m.survey_synthesis_publish_says()}</p>
      {leaving.length > 0 && (
        <>
          <h3>{m.survey_synthesis_leaves()}</h3>
          <ul>
            {leaving.map(({ id, title, says, figures, verbatims }) => (
              <li key={id}>
                <Link to={synthesisHref(convention, 'findings', id)}>{title}</Link> – {says}{' '}
                {m.survey_synthesis_with({ figures, verbatims })}
              </li>
            ))}
          </ul>
        </>
      )}
      {behind.length > 0 && (
        <>
          <h3>{m.survey_synthesis_stays()}</h3>
          <ul>
            {behind.map(({ id, title, why }) => (
              <li key={id}>
                <Link to={synthesisHref(convention, 'findings', id)}>{title}</Link> – {why}
              </li>
            ))}
          </ul>
        </>
      )}
      <Form intent="publish" answer={answer}>
        <TextField name="synthesisTitle" label={m.survey_synthesis_title()} hint={m.survey_synthesis_title_hint()} />
        <TextArea name="introduction" label={m.survey_synthesis_introduction()} rows={4} optional />
        <SubmitButton>{m.survey_synthesis_publish()}</SubmitButton>
      </Form>
    </Section>
  )
}
