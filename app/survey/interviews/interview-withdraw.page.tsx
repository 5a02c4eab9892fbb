import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { ConfirmForm } from '#app/ui/confirm.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/interview-withdraw.page.ts'
import { interviewOf, withdrawInterview } from './interviews.server.ts'
import { interviewTrail } from './trail.ts'
import { whoWord } from './who-word.ts'

export const handle = { trail: interviewTrail }

export const meta = () => [{ title: `${m.survey_withdraw()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'survey.interview.write')
    return {
      here: `/c/${args.params.convention}/survey/interviews/${args.params.interview}`,
      who: whoWord(await interviewOf(tx, args.params.interview, 'survey.interview.withdraw')),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  return submit(args, z.object({ intent: z.literal('confirm') }), async (tx) => {
    await withdrawInterview(tx, args.params.interview)
    return redirect(`/c/${args.params.convention}/survey/interviews`, {
      headers: await flashHeaders({ tone: 'good', message: m.survey_withdrawn() }),
    })
  })
}

export default function WithdrawInterview({ loaderData: { here, who }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.survey_withdraw()} lead={who}>
      <ConfirmForm
        href={`${here}/withdraw`}
        title={m.survey_withdraw()}
        consequence={<p>{m.survey_withdraw_says()}</p>}
        submit={m.survey_withdraw_press()}
        answer={actionData}
        cancel={here}
      />
    </Page>
  )
}
