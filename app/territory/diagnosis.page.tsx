import { redirect } from 'react-router'
import { z } from 'zod'
import { jobView } from '#app/platform/jobs/job-view.server.ts'
import { JobEnding, LiveJob } from '#app/platform/jobs/live-job.tsx'
import { jobsHref } from '#app/platform/jobs/words.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/diagnosis.page.ts'
import { askDiagnosis, lastDiagnosisJob, stopDiagnosis } from './diagnosis.job.ts'
import { type KeptDiagnosis, keptDiagnoses } from './diagnosis.server.ts'
import { territoryHref, territoryTrail } from './trail.ts'

export const handle = { trail: territoryTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_diagnosis_title()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => {
    const last = may(tx.actor, 'job.read') ? await lastDiagnosisJob(tx) : undefined
    return {
      convention,
      mayMake: may(tx.actor, 'territory.diagnosis.make'),
      kept: await keptDiagnoses(tx),
      job: last ? await jobView(tx, last.id) : null,
    }
  })
}

const Press = z.object({ intent: z.enum(['make', 'cancel']) })

export function action(args: Route.ActionArgs) {
  return submit(args, Press, async (tx, { intent }) => {
    await (intent === 'make' ? askDiagnosis(tx) : stopDiagnosis(tx))
    return redirect(territoryHref(args.params.convention, 'diagnosis'))
  })
}

export default function Diagnosis({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, kept, mayMake, job } = loaderData
  const going = job !== null && (job.state === 'waiting' || job.state === 'running')
  return (
    <Page title={m.territory_diagnosis_title()} lead={m.territory_diagnosis_lead()}>
      {going && <LiveJob first={job} eventsHref={jobsHref(convention, job.id, 'events')} />}
      {going && mayMake && !job.stopping && (
        <Form intent="cancel" answer={actionData}>
          <SubmitButton kind="danger">{m.job_cancel()}</SubmitButton>
        </Form>
      )}
      {job && !going && <JobEnding job={job} />}
      {kept.length === 0 && !going && (
        <EmptyState title={m.territory_diagnosis_none()}>
          {mayMake ? m.territory_diagnosis_none_make() : m.territory_diagnosis_none_wait()}
        </EmptyState>
      )}
      {kept.map((one) => (
        <Kept key={one.language} convention={convention} {...one} />
      ))}
      {mayMake && !going && (
        <Form intent="make" answer={actionData}>
          <SubmitButton>{m.territory_diagnosis_make()}</SubmitButton>
          <p className="small soft">{m.territory_diagnosis_make_hint()}</p>
        </Form>
      )}
    </Page>
  )
}

function Kept({ convention, language, madeAt, madeBy, bytes, isBehind }: KeptDiagnosis & { convention: string }) {
  const name = language === 'fr' ? m.territory_diagnosis_french() : m.territory_diagnosis_english()
  return (
    <Section title={name}>
      <p>{m.territory_diagnosis_made({ on: formatInstant(madeAt), by: madeBy })}</p>
      {isBehind && <Notice tone="warn">{m.territory_diagnosis_behind()}</Notice>}
      <LinkButton to={`${territoryHref(convention, 'diagnosis.pdf')}?language=${language}`} download>
        {m.territory_diagnosis_download({ name, kilobytes: formatNumber(Math.ceil(bytes / 1000)) })}
      </LinkButton>
    </Section>
  )
}
