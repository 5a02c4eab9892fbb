import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { inConvention } from '#app/platform/database.server.ts'
import { boundaryOf } from '#app/platform/imports/multipart.server.ts'
import { importOf } from '#app/platform/imports/record.server.ts'
import { receiveUpload } from '#app/platform/imports/upload.server.ts'
import { importsHref } from '#app/platform/imports/words.ts'
import { jobView } from '#app/platform/jobs/job-view.server.ts'
import { JobEnding, LiveJob } from '#app/platform/jobs/live-job.tsx'
import { jobsHref } from '#app/platform/jobs/words.ts'
import { read, receive, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/files.page.ts'
import { askBring } from './bring.job.ts'
import { FileList } from './file-list.tsx'
import { filesOf, lastBrought, waitingFiles } from './files.server.ts'
import { choosePerimeter, communesOf, perimeterChoice } from './perimeter.server.ts'
import { PerimeterForm } from './perimeter-form.tsx'
import { territoryHref, territoryTabs, territoryTrail } from './trail.ts'

export const handle = { trail: territoryTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_tab_files()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const { convention } = args.params
  return read(args, async (tx) => {
    const files = await filesOf(tx)
    const brought = await lastBrought(tx)
    return {
      convention,
      tabs: territoryTabs(convention, true),
      files,
      brought: brought.files,
      waiting: await waitingFiles(tx),
      communes: await communesOf(tx),
      perimeter: await perimeterChoice(tx),
      job: brought.jobId ? await jobView(tx, brought.jobId) : null,
    }
  })
}

const OURS = z.string().startsWith('territory.')

const Perimeter = z.object({
  intent: z.literal('perimeter'),
  marginMetres: z.coerce.number().int().min(0).max(10_000),
  groupName: z.string().trim().max(120).default(''),
  groupCode: z
    .string()
    .trim()
    .regex(/^(?:\d{9})?$/)
    .default(''),
  groupCommunes: z.string().trim().max(4000).default(''),
})

export async function action(args: Route.ActionArgs) {
  if (!boundaryOf(args.request.headers.get('content-type'))) return changePerimeter(args)
  return receive(args, async (member) => {
    const ids = await receiveUpload(member, args)
    await inConvention(member, async (tx) => {
      const ours: string[] = []
      for (const id of ids) if (OURS.safeParse((await importOf(tx, id)).kind).success) ours.push(id)
      if (ours.length > 0) await askBring(tx, ours)
    })
    return redirect(territoryHref(args.params.convention, 'files'))
  })
}

/** Communes are typed as codes, in any separation. */
function changePerimeter(args: Route.ActionArgs) {
  return submit(args, Perimeter, async (tx, { marginMetres, groupName, groupCode, groupCommunes }) => {
    await choosePerimeter(tx, {
      marginMetres,
      groupName: groupName || null,
      groupCode: groupCode || null,
      groupCommunes: groupCommunes.match(/\b\d[\dAB]\d{3}\b/gi) ?? [],
    })
    return redirect(territoryHref(args.params.convention, 'files'), {
      headers: await flashHeaders({ tone: 'good', message: m.territory_perimeter_saved() }),
    })
  })
}

export default function Files({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, tabs, files, brought, waiting, job, communes, perimeter } = loaderData
  const going = job !== null && (job.state === 'waiting' || job.state === 'running')
  return (
    <Page title={m.territory_tab_files()} lead={m.territory_files_lead()}>
      <Tabs label={m.territory_tabs()} tabs={tabs} />
      {going ? (
        <LiveJob first={job} eventsHref={jobsHref(convention, job.id, 'events')} />
      ) : (
        <>
          {job && <JobEnding job={job} />}
          <Form files reload answer={sentHere(actionData) ? undefined : actionData}>
            <FileDrop
              name="files"
              several
              label={m.territory_files_drop()}
              hint={m.territory_files_drop_hint()}
              accept=".csv,.txt,.xlsx,.geojson,.json,.osm,.pbf,.zip"
            />
            <SubmitButton>{m.territory_files_send()}</SubmitButton>
          </Form>
        </>
      )}
      {!going && <Brought convention={convention} brought={brought} />}
      <Waiting convention={convention} waiting={waiting} />
      <FileList convention={convention} files={files} />
      <PerimeterForm communes={communes} perimeter={perimeter} answer={sentHere(actionData)} />
    </Page>
  )
}

/** The answer, when it was the perimeter's form that was sent. */
function sentHere(answer: Route.ComponentProps['actionData']) {
  return answer?.values.intent === 'perimeter' ? answer : undefined
}

type Loaded = Route.ComponentProps['loaderData']

function Brought({ convention, brought }: Pick<Loaded, 'convention' | 'brought'>) {
  if (brought.length === 0) return null
  return (
    <Section title={m.territory_brought()}>
      <ul>
        {brought.map(({ importId, name, refusal }) => (
          <li key={importId}>
            <Link to={importsHref(convention, importId)}>{name}</Link>
            {refusal ? <Notice tone="bad">{refusal}</Notice> : ` – ${m.territory_brought_in()}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Waiting({ convention, waiting }: Pick<Loaded, 'convention' | 'waiting'>) {
  if (waiting.length === 0) return null
  return (
    <Section title={m.territory_waiting()}>
      <p>{m.territory_waiting_lead()}</p>
      <ul>
        {waiting.map(({ id, name, known }) => (
          <li key={id}>
            <Link to={importsHref(convention, id)}>{name}</Link> –{' '}
            {known ? m.territory_waiting_known() : m.territory_waiting_unknown()}
          </li>
        ))}
      </ul>
    </Section>
  )
}
