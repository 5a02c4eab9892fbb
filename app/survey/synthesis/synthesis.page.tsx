import { Link } from 'react-router'
import { z } from 'zod'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { estimatesHref } from '../estimates/trail.ts'
import { surveyTrail } from '../trail.ts'
import type { Route } from './+types/synthesis.page.ts'
import { synthesisOf, versionsOf } from './synthesis.server.ts'
import { SynthesisFrame } from './synthesis-frame.tsx'
import { synthesisHref } from './trail.ts'
import { audienceWord, figureWord, needSentence, needWord, voicesWord } from './words.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_synthesis()} · Palier` }]

const Version = z.coerce.number().int().min(1).optional().catch(undefined)

export async function loader(args: Route.LoaderArgs) {
  const version = Version.parse(args.url.searchParams.get('version') ?? undefined)
  return read(args, async (tx) => ({
    convention: args.params.convention,
    inside: may(tx.actor, 'survey.finding.read'),
    synthesis: (await synthesisOf(tx, version)) ?? null,
    versions: await versionsOf(tx),
  }))
}

/** The synthesis as it left: who says it, how many, in what words, and what it calls for. */
export default function SynthesisPage({ loaderData }: Route.ComponentProps) {
  const { convention, inside, synthesis, versions } = loaderData
  if (!synthesis)
    return (
      <SynthesisFrame
        convention={convention}
        title={m.survey_synthesis()}
        help={m.survey_synthesis_help()}
        inside={inside}
      >
        <EmptyState title={m.survey_synthesis_empty()}>
          {inside ? m.survey_synthesis_empty_next() : m.survey_synthesis_empty_wait()}
        </EmptyState>
      </SynthesisFrame>
    )
  const file = (name: string, kind: string) =>
    `${synthesisHref(convention, name)}?version=${synthesis.version}&kind=${kind}`
  return (
    <SynthesisFrame
      convention={convention}
      title={synthesis.title}
      lead={m.survey_synthesis_version({ version: synthesis.version, on: formatDate(synthesis.at) })}
      help={m.survey_synthesis_help()}
      inside={inside}
    >
      <Actions>
        <LinkButton to={file('synthesis.pdf', 'full')} kind="primary" download>
          {m.survey_synthesis_pdf()}
        </LinkButton>
        <LinkButton to={file('synthesis.docx', 'full')} download>
          {m.survey_synthesis_docx()}
        </LinkButton>
        <LinkButton to={file('synthesis.pdf', 'committee')} download>
          {m.survey_synthesis_committee()}
        </LinkButton>
        <LinkButton to={file('synthesis.pdf', 'return')} download>
          {m.survey_synthesis_return()}
        </LinkButton>
      </Actions>
      {synthesis.content.introduction && (
        <p className="letter" lang="fr">
          {synthesis.content.introduction}
        </p>
      )}
      {synthesis.content.findings.map((finding) => (
        <FindingSection key={finding.findingId} finding={finding} convention={convention} inside={inside} />
      ))}
      {versions.length > 1 && (
        <Section title={m.survey_synthesis_versions()}>
          <ul>
            {versions.map(({ id, version, title, at }) => (
              <li key={id}>
                <Link to={`?version=${version}`}>{title}</Link>{' '}
                <span className="soft">{m.survey_synthesis_version({ version, on: formatDate(at) })}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </SynthesisFrame>
  )
}

type Finding = NonNullable<Route.ComponentProps['loaderData']['synthesis']>['content']['findings'][number]

function FindingSection({ finding, convention, inside }: { finding: Finding; convention: string; inside: boolean }) {
  return (
    <Section title={finding.title}>
      <p className="soft">{audienceWord(finding.audience)}</p>
      <p className="letter" lang="fr">
        {finding.statement}
      </p>
      <p>{voicesWord(finding)}</p>
      {finding.figures.length > 0 && (
        <ul>
          {finding.figures.map((figure) => (
            <li key={figure.figureId}>
              {figureWord(figure)}{' '}
              <Link to={estimatesHref(convention, figure.estimateId, 'figures', figure.figureId)}>
                {m.ui_trace_question()}
                <span className="unseen"> ({figure.wording})</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {finding.verbatims.map(({ said, stance }) => (
        <figure key={said} className="quote">
          <blockquote lang="fr">{m.survey_quoted({ words: said })}</blockquote>
          <figcaption className="soft">
            {stance === 'diverges' ? m.survey_verbatim_diverging() : m.survey_verbatim_tenant()}
          </figcaption>
        </figure>
      ))}
      {finding.needs.length > 0 && (
        <ul>
          {finding.needs.map((need) => (
            <li key={`${need.kind} ${need.wording}`}>
              <strong>{needWord(need.kind)}</strong> – <span lang="fr">{needSentence(need)}</span>
              {need.residenceId !== null && need.residence !== null && (
                <>
                  {' '}
                  <Link to={`/c/${convention}/stock/residences/${need.residenceId}/needs`}>
                    {m.survey_residence_see({ residence: need.residence })}
                  </Link>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {inside && (
        <p>
          <Link to={synthesisHref(convention, 'findings', finding.findingId)}>
            {m.survey_finding_behind()}
            <span className="unseen"> ({finding.title})</span>
          </Link>
        </p>
      )}
    </Section>
  )
}
