import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/needs.page.ts'
import { NEEDS } from './choices.ts'
import { needsOf } from './findings.server.ts'
import { SynthesisFrame } from './synthesis-frame.tsx'
import { synthesisHref, synthesisTrail } from './trail.ts'
import { needWord } from './words.ts'

export const handle = { trail: synthesisTrail }

export const meta = () => [{ title: `${m.survey_needs()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({ convention: args.params.convention, needs: await needsOf(tx) }))
}

/** What all findings call for, each with the finding that it comes from. */
export default function Needs({ loaderData: { convention, needs } }: Route.ComponentProps) {
  return (
    <SynthesisFrame convention={convention} title={m.survey_needs()} help={m.survey_needs_help()} inside>
      {needs.length === 0 && <EmptyState title={m.survey_needs_none()}>{m.survey_needs_none_next()}</EmptyState>}
      {NEEDS.filter((kind) => needs.some((need) => need.kind === kind)).map((kind) => (
        <Section key={kind} title={needWord(kind)}>
          <ul>
            {needs
              .filter((need) => need.kind === kind)
              .map(({ id, wording, residence, residence_id, finding_id, title }) => (
                <li key={id}>
                  <span lang="fr">{wording}</span>
                  {residence !== null && (
                    <>
                      {' – '}
                      <Link to={`/c/${convention}/stock/residences/${residence_id}/needs`}>{residence}</Link>
                    </>
                  )}
                  <br />
                  <Link to={synthesisHref(convention, 'findings', finding_id)}>
                    {m.survey_need_from({ finding: title })}
                  </Link>
                </li>
              ))}
          </ul>
        </Section>
      ))}
    </SynthesisFrame>
  )
}
