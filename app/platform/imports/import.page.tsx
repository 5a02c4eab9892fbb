import { redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { type JobView, jobView } from '#app/platform/jobs/job-view.server.ts'
import { JobEnding, LiveJob } from '#app/platform/jobs/live-job.tsx'
import { jobsHref } from '#app/platform/jobs/words.ts'
import { cancelJob } from '#app/platform/jobs.server.ts'
import { actor, read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatInstant, formatMegabytes } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { Stepper } from '#app/ui/stepper.tsx'
import { m } from '#messages'
import type { Route } from './+types/import.page.ts'
import { ColumnsForm } from './columns-form.tsx'
import { RecognisedForm, readConfirmed, readForced } from './import-forms.server.ts'
import { askCheck, askCommit } from './imports.job.ts'
import { Preview } from './preview.tsx'
import { Problems } from './problems.tsx'
import { confirmMapping, recogniseImport } from './recognition.server.ts'
import { RecognitionForm, Unreadable } from './recognition-form.tsx'
import { discardImport, importOf } from './record.server.ts'
import { Result } from './result.tsx'
import type { ImportView } from './view.server.ts'
import { importView } from './view.server.ts'
import { importsHref, importsTrail } from './words.ts'

export const handle = { trail: importsTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `${loaderData?.view.fileName ?? ''} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention, import: id } = args.params
  const search = new URL(args.request.url).searchParams
  const page = Math.max(1, Number(search.get('page')) || 1)
  return read(args, async (tx) => ({
    convention,
    view: await importView(tx, id, page, search.get('severity') ?? undefined),
    job: await latestJob(tx, id),
    atColumns: search.get('step') === 'columns',
  }))
}

/** The work last asked for this import: under way, or ended otherwise than well. */
async function latestJob(tx: ActorTx, id: string): Promise<JobView | null> {
  const { undo_job, commit_job, check_job } = await importOf(tx, id)
  const latest = [undo_job, commit_job, check_job].find((job) => job !== null)
  const view = latest ? await jobView(tx, latest) : null
  return view?.state === 'done' ? null : view
}

const Act = z.discriminatedUnion('intent', [
  RecognisedForm,
  z.looseObject({ intent: z.literal('check') }),
  z.object({ intent: z.literal('commit'), setAside: z.literal('yes').optional(), again: z.literal('yes').optional() }),
  z.object({ intent: z.literal('cancel'), job: z.uuid() }),
  z.object({ intent: z.literal('discard') }),
])

export async function action(args: Route.ActionArgs) {
  const { convention, import: id } = args.params
  const here = importsHref(convention, id)
  const asking = await actor(args)
  return submit(args, Act, async (tx, act) => {
    if (act.intent === 'recognise') await recogniseImport(asking, id, readForced(act), act.kind, act.subject)
    if (act.intent === 'check') {
      await confirmMapping(tx, id, await readConfirmed(tx, id, act))
      await askCheck(tx, id)
    }
    if (act.intent === 'commit')
      await askCommit(tx, { importId: id, setAside: act.setAside === 'yes', again: act.again === 'yes' })
    if (act.intent === 'cancel') await cancelJob(tx, act.job)
    if (act.intent !== 'discard') return redirect(here)
    await discardImport(tx, id)
    return redirect(importsHref(convention), {
      headers: await flashHeaders({ tone: 'good', message: m.import_discarded() }),
    })
  })
}

export default function ImportPage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, view, job, atColumns } = loaderData
  const going = job !== null && !isGone(job)
  const checked = view.stage === 'checked' && !atColumns
  return (
    <Page title={view.fileName} lead={<Lead view={view} />}>
      {(view.stage === 'received' || view.stage === 'checked') && (
        <Stepper
          current={going ? 3 : checked ? 4 : view.columns ? 2 : 1}
          steps={[m.import_step_recognise(), m.import_step_columns(), m.import_step_check(), m.import_step_commit()]}
        />
      )}
      {job && !going && <JobEnding job={job} />}
      {view.sameFile && (
        <Notice tone="warn">{m.import_same_file({ on: formatInstant(view.sameFile.on), by: view.sameFile.by })}</Notice>
      )}
      {going ? (
        <Going job={job} eventsHref={jobsHref(convention, job.id, 'events')} mayCancel={view.mayRun} />
      ) : (
        <Standing {...{ convention, view, checked, answer: actionData }} />
      )}
    </Page>
  )
}

function isGone({ state }: JobView): boolean {
  return state === 'failed' || state === 'cancelled' || state === 'done'
}

function Lead({ view }: { view: ImportView }) {
  const size = formatMegabytes(view.bytes)
  return [view.kindTitle ?? m.import_unknown_kind(), m.import_bytes({ size }), formatInstant(view.receivedAt)].join(
    ' · ',
  )
}

function Going({ job, eventsHref, mayCancel }: { job: JobView; eventsHref: string; mayCancel: boolean }) {
  return (
    <>
      <LiveJob first={job} eventsHref={eventsHref} />
      {mayCancel && !job.stopping && (
        <Form intent="cancel">
          <input type="hidden" name="job" value={job.id} />
          <SubmitButton kind="danger">{m.import_cancel()}</SubmitButton>
        </Form>
      )}
    </>
  )
}

interface StandingProps {
  convention: string
  view: ImportView
  checked: boolean
  answer: Route.ComponentProps['actionData']
}

function Standing({ convention, view, checked, answer }: StandingProps) {
  const open = view.stage === 'received' || view.stage === 'checked'
  return (
    <>
      {view.stage === 'discarded' && <Notice>{m.import_discarded()}</Notice>}
      <Result {...{ convention, view, checked, answer }} />
      {view.problems && <Problems id={view.id} convention={convention} problems={view.problems} />}
      {view.refused.length > 0 && <Unreadable problems={view.refused} />}
      {open && view.mayRun && !checked && (
        <>
          {view.columns && <ColumnsForm view={view} columns={view.columns} answer={answer} />}
          {(view.reading || view.refused.length > 0) && <RecognitionForm view={view} answer={answer} />}
          {view.reading && <Preview reading={view.reading} />}
        </>
      )}
      {open && view.mayRun && (
        <Form intent="discard">
          <SubmitButton kind="quiet">{m.import_discard()}</SubmitButton>
        </Form>
      )}
    </>
  )
}
