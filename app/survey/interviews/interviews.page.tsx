import { Link } from 'react-router'
import { read } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { readTableQuery } from '#app/ui/read-table-query.ts'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { HowItWorks } from '../panel-frame.tsx'
import { surveyTrail } from '../trail.ts'
import type { Route } from './+types/interviews.page.ts'
import { INTERVIEW_STATES, STATE_TONES, STATE_WORDS, stateOfInterview } from './interview-choices.ts'
import { INTERVIEW_TABLE } from './interview-table.ts'
import { interviewsOf } from './interviews.server.ts'
import { AUDIENCES, audienceWord } from './questions.ts'
import { whoWord } from './who-word.ts'

export const handle = { trail: surveyTrail }

export const meta = () => [{ title: `${m.survey_interviews_title()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const query = readTableQuery(INTERVIEW_TABLE, new URL(args.request.url).searchParams)
  return read(args, async (tx) => {
    const { rows, total } = await interviewsOf(tx, query)
    return {
      here: `/c/${args.params.convention}/survey`,
      bring: may(tx.actor, 'import.run') ? `/c/${args.params.convention}/imports/new` : null,
      query,
      total,
      rows: rows.map((row) => ({
        id: row.id,
        who: whoWord(row),
        heldOn: row.held_on,
        interviewer: row.interviewer,
        guide: row.guide,
        state: stateOfInterview(row),
        isSecond: !row.counts && row.withdrawn_at === null,
      })),
    }
  })
}

export default function Interviews({ loaderData: { here, bring, query, rows, total } }: Route.ComponentProps) {
  return (
    <Page
      title={m.survey_interviews_title()}
      lead={m.survey_interviews_lead()}
      action={
        <LinkButton to={`${here}/interviews/new`} kind="primary">
          {m.survey_interview_new()}
        </LinkButton>
      }
    >
      <HowItWorks>{m.survey_interviews_help()}</HowItWorks>
      <Actions>
        <LinkButton to={`${here}/appointments`}>{m.survey_appointments_title()}</LinkButton>
        <LinkButton to={`${here}/field`}>{m.survey_field_title()}</LinkButton>
        {bring && <LinkButton to={bring}>{m.survey_import_open()}</LinkButton>}
      </Actions>
      <DataTable
        caption={m.survey_interviews_title()}
        spec={INTERVIEW_TABLE}
        query={query}
        filters={[
          {
            name: 'state',
            label: m.survey_state(),
            choices: INTERVIEW_STATES.map((state) => ({ value: state, label: STATE_WORDS[state]() })),
          },
          {
            name: 'audience',
            label: m.survey_audience(),
            choices: AUDIENCES.map((audience) => ({ value: audience, label: audienceWord(audience) })),
          },
          {
            name: 'by',
            label: m.survey_interviewer(),
            choices: [{ value: 'me', label: m.survey_by_me() }],
          },
        ]}
        rows={rows}
        total={total}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'who',
            title: m.survey_who(),
            cell: ({ id, who }) => <Link to={`${here}/interviews/${id}`}>{who}</Link>,
          },
          { key: 'held', title: m.survey_held_on(), cell: ({ heldOn }) => formatDate(heldOn, 'medium') },
          { key: 'interviewer', title: m.survey_interviewer(), cell: ({ interviewer }) => interviewer },
          { key: 'guide', title: m.survey_guide(), cell: ({ guide }) => guide },
          {
            key: 'state',
            title: m.survey_state(),
            cell: ({ state, isSecond }) => (
              <>
                <State tone={STATE_TONES[state]}>{STATE_WORDS[state]()}</State>{' '}
                {isSecond && <State tone="warn">{m.survey_is_second()}</State>}
              </>
            ),
          },
        ]}
        empty={<EmptyState title={m.survey_interviews_empty()}>{m.survey_interviews_empty_next()}</EmptyState>}
      />
    </Page>
  )
}
