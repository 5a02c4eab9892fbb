import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { boundaryOf } from '#app/platform/imports/multipart.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/codebook.page.ts'
import { codesOf, makeCode } from './codes.server.ts'
import { codeChoices, inTree } from './codes.ts'
import { CodingFrame } from './coding-frame.tsx'
import { importExchange } from './exchange.server.ts'
import { broughtWord } from './exchange-words.ts'
import { soundChoices } from './project-sounds.server.ts'
import type { ProjectSound } from './project-sounds.ts'
import { Swatch } from './swatch.tsx'
import { codingHref, codingTrail } from './trail.ts'

export const handle = { trail: codingTrail }

export const meta = () => [{ title: `${m.survey_codebook()} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'survey.coding.read')
    const codes = await codesOf(tx)
    return {
      convention: args.params.convention,
      codes: inTree(codes),
      choices: codeChoices(codes),
      sounds: (await soundChoices(tx)).map((one) => ({ value: one, ...soundWord(one) })),
    }
  })
}

const NewCode = z.object({
  name: z.string().trim().min(1).max(120),
  definition: z.string().trim().max(2000).default(''),
  parent: z.string().max(40).optional(),
})

export async function action(args: Route.ActionArgs) {
  const here = codingHref(args.params.convention, 'codes')
  // The form with a file is small: a codebook, or a project without its recordings.
  if (boundaryOf(args.request.headers.get('content-type')))
    return submit(args, z.object({}), async (tx, _none, form) => {
      const sent = form.get('file')
      if (!(sent instanceof File)) throw new Refusal('form.required', { field: 'file' })
      const brought = await importExchange(tx, { name: sent.name, bytes: new Uint8Array(await sent.arrayBuffer()) })
      return redirect(here, { headers: await flashHeaders({ tone: 'good', message: broughtWord(brought) }) })
    })
  return submit(args, NewCode, async (tx, { name, definition, parent }) => {
    await makeCode(tx, { name, definition, parentId: parent ?? null })
    return redirect(here)
  })
}

function soundWord(sound: ProjectSound) {
  if (sound === 'none') return { label: m.survey_project_without_sound(), hint: m.survey_project_without_sound_hint() }
  if (sound === 'moments') return { label: m.survey_project_moments(), hint: m.survey_project_moments_hint() }
  return { label: m.survey_project_with_sound(), hint: m.survey_project_with_sound_hint() }
}

export default function Codebook({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, codes, choices, sounds } = loaderData
  const here = codingHref(convention, 'codes')
  const fileRefused = actionData?.refusal.some(({ field }) => field === 'file') ?? false
  return (
    <CodingFrame convention={convention} title={m.survey_codebook()} help={m.survey_codebook_help()}>
      {codes.length === 0 ? (
        <EmptyState title={m.survey_codebook_empty()}>{m.survey_codebook_empty_next()}</EmptyState>
      ) : (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.survey_codebook()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.survey_code()}</th>
                <th scope="col">{m.survey_code_definition()}</th>
                <th scope="col" className="number">
                  {m.survey_coding_excerpts()}
                </th>
                <th scope="col" className="number">
                  {m.survey_code_interviews()}
                </th>
              </tr>
            </thead>
            <tbody>
              {codes.map((code) => (
                <tr key={code.id}>
                  <th scope="row" className="code" data-depth={code.depth}>
                    <span>
                      <Swatch colour={code.colour} />
                      <Link to={`${here}/${code.id}`}>{code.name}</Link>
                    </span>
                  </th>
                  <td data-title={m.survey_code_definition()}>{code.definition}</td>
                  <td className="number" data-title={m.survey_coding_excerpts()}>
                    {formatNumber(code.excerpts)}
                  </td>
                  <td className="number" data-title={m.survey_code_interviews()}>
                    {formatNumber(code.interviews)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Section title={m.survey_code_new()}>
        <Form answer={fileRefused ? undefined : actionData} key={codes.length}>
          <TextField name="name" label={m.survey_code_name()} hint={m.survey_code_name_hint()} />
          <TextArea
            name="definition"
            label={m.survey_code_definition()}
            hint={m.survey_code_definition_hint()}
            rows={3}
            optional
          />
          {choices.length > 0 && (
            <SelectField name="parent" label={m.survey_code_parent()} choices={choices} optional />
          )}
          <SubmitButton>{m.survey_code_make()}</SubmitButton>
        </Form>
      </Section>
      <Section title={m.survey_exchange()}>
        <p>{m.survey_exchange_says()}</p>
        <Actions>
          <LinkButton to={codingHref(convention, 'codebook.qdc')} download>
            {m.survey_exchange_codebook()}
          </LinkButton>
          {sounds.length === 0 && (
            <LinkButton to={codingHref(convention, 'project.qdpx')} download>
              {m.survey_exchange_project()}
            </LinkButton>
          )}
        </Actions>
        {sounds.length > 0 && (
          <Form method="get" action={codingHref(convention, 'project.qdpx')} reload>
            <RadioGroup name="sound" label={m.survey_project_sound_choice()} value="moments" choices={sounds} />
            <SubmitButton kind="plain">{m.survey_exchange_project()}</SubmitButton>
          </Form>
        )}
        <Form files reload answer={fileRefused ? actionData : undefined}>
          <FileDrop name="file" label={m.survey_exchange_file()} hint={m.survey_exchange_hint()} accept=".qdc,.qdpx" />
          <SubmitButton kind="plain">{m.survey_exchange_bring()}</SubmitButton>
        </Form>
      </Section>
    </CodingFrame>
  )
}
