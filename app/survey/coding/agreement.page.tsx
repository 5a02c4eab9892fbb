import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { State, type Tone } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/agreement.page.ts'
import { agreementOf } from './analysis.server.ts'
import { CodingFrame } from './coding-frame.tsx'
import { codingHref, codingTrail } from './trail.ts'

export const handle = { trail: codingTrail }

export const meta = () => [{ title: `${m.survey_coding_tab_agreement()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => ({ convention: args.params.convention, agreement: await agreementOf(tx) }))
}

export default function Agreement({ loaderData: { convention, agreement } }: Route.ComponentProps) {
  return (
    <CodingFrame convention={convention} title={m.survey_agreement()} help={m.survey_agreement_help()}>
      {agreement === null ? (
        <EmptyState title={m.survey_agreement_empty()}>{m.survey_agreement_empty_next()}</EmptyState>
      ) : (
        <>
          <p>
            {m.survey_agreement_says({
              first: agreement.coders[0] ?? '',
              second: agreement.coders[1] ?? '',
              interviews: agreement.interviews,
              passages: formatNumber(agreement.passages),
            })}
          </p>
          <div className="table-scroll">
            <table className="table cards">
              <caption className="unseen">{m.survey_agreement()}</caption>
              <thead>
                <tr>
                  <th scope="col">{m.survey_code()}</th>
                  <th scope="col" className="number">
                    {m.survey_agreement_alpha()}
                  </th>
                  <th scope="col">{m.survey_agreement_reading()}</th>
                  {agreement.coders.map((name) => (
                    <th key={name} scope="col" className="number">
                      {name}
                    </th>
                  ))}
                  <th scope="col" className="number">
                    {m.survey_agreement_disputed()}
                  </th>
                </tr>
              </thead>
              <tbody>
                {agreement.codes.map((code) => (
                  <tr key={code.id}>
                    <th scope="row">
                      <Link to={codingHref(convention, 'codes', code.id)}>{code.name}</Link>
                    </th>
                    <td className="number" data-title={m.survey_agreement_alpha()}>
                      {code.alpha === null ? '–' : formatNumber(code.alpha, { maximumFractionDigits: 3 })}
                    </td>
                    <td data-title={m.survey_agreement_reading()}>
                      <Reading alpha={code.alpha} />
                    </td>
                    {code.used.map((times, at) => (
                      <td key={agreement.coders[at]} className="number" data-title={agreement.coders[at]}>
                        {formatNumber(times)}
                      </td>
                    ))}
                    <td className="number" data-title={m.survey_agreement_disputed()}>
                      {formatNumber(code.disputed)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </CodingFrame>
  )
}

/** Krippendorff asks 0.800 for conclusions and 0.667 for tentative ones. */
function Reading({ alpha }: { alpha: number | null }) {
  const [tone, word]: [Tone, string] =
    alpha === null
      ? ['plain', m.survey_agreement_unknown()]
      : alpha >= 0.8
        ? ['good', m.survey_agreement_firm()]
        : alpha >= 0.667
          ? ['warn', m.survey_agreement_tentative()]
          : ['bad', m.survey_agreement_weak()]
  return <State tone={tone}>{word}</State>
}
