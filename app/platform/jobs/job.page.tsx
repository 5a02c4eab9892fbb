import { redirect } from 'react-router'
import { z } from 'zod'
import { cancelJob, retryJob } from '#app/platform/jobs.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatInstant } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Route } from './+types/job.page.ts'
import { jobView } from './job-view.server.ts'
import { JobEnding, LiveJob } from './live-job.tsx'
import { jobsHref, jobsTrail, STATE_WORDS } from './words.ts'

export const handle = { trail: jobsTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.job_title()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention, job } = args.params
  return read(args, async (tx) => ({
    convention,
    job: await jobView(tx, job),
    mayCancel: may(tx.actor, 'job.cancel'),
  }))
}

const Act = z.object({ intent: z.enum(['cancel', 'retry']) })

export function action(args: Route.ActionArgs) {
  const { convention, job } = args.params
  return submit(args, Act, async (tx, { intent }) => {
    if (intent === 'cancel') await cancelJob(tx, job)
    return redirect(jobsHref(convention, intent === 'retry' ? await retryJob(tx, job) : job))
  })
}

export default function Job({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, job, mayCancel } = loaderData
  const going = job.state === 'waiting' || job.state === 'running'
  const stopped = job.state === 'failed' || job.state === 'cancelled'
  return (
    <Page title={job.title} lead={<State tone={STATE_WORDS[job.state].tone}>{STATE_WORDS[job.state].word()}</State>}>
      {going && <LiveJob first={job} eventsHref={jobsHref(convention, job.id, 'events')} />}
      <DefinitionList
        facts={[
          { term: m.job_asked_at(), value: formatInstant(job.asked) },
          ...(job.ended ? [{ term: m.job_ended_at(), value: formatInstant(job.ended) }] : []),
        ]}
      />
      <JobEnding job={job} />
      <Actions>
        {job.resultPath && (
          <LinkButton to={`/c/${convention}/${job.resultPath}`} kind="primary">
            {m.job_result()}
          </LinkButton>
        )}
        {going && (
          <LinkButton to={jobsHref(convention, job.id)} kind="quiet">
            {m.job_refresh()}
          </LinkButton>
        )}
      </Actions>
      {mayCancel && going && !job.stopping && (
        <Form intent="cancel" answer={actionData}>
          <SubmitButton kind="danger">{m.job_cancel()}</SubmitButton>
        </Form>
      )}
      {mayCancel && stopped && (
        <Form intent="retry" answer={actionData}>
          <SubmitButton kind="plain">{m.job_retry()}</SubmitButton>
        </Form>
      )}
    </Page>
  )
}
