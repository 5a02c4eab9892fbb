import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatInstant, formatNumber } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { several } from '#app/ui/read-form.ts'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { findingsOnCodes } from '../synthesis/findings.server.ts'
import { synthesisHref } from '../synthesis/trail.ts'
import type { Route } from './+types/code.page.ts'
import { changeCode, changesOf, codeOf, mergeCode, retireCode, splitCode } from './codes.server.ts'
import { codeChoices, withDescendants } from './codes.ts'
import { excerptsOfCodes } from './excerpts.server.ts'
import { MemoList } from './memo-list.tsx'
import { memosOf, removeMemo, writeMemo } from './memos.server.ts'
import { codebookTrail, codingHref } from './trail.ts'

const PAGE_ROWS = 25

export const handle = { trail: codebookTrail }

export const meta = ({ loaderData }: Route.MetaArgs) => [{ title: `${loaderData?.code.name ?? ''} · Palier` }]

export async function loader(args: Route.LoaderArgs) {
  const page = pageNumber(args.url.searchParams)
  return read(args, async (tx) => {
    const { code, codes } = await codeOf(tx, args.params.code)
    const family = withDescendants(codes, code.id)
    const { rows, total } = await excerptsOfCodes(tx, family, { page, rows: PAGE_ROWS })
    return {
      convention: args.params.convention,
      code,
      hasChildren: family.length > 1,
      choices: codeChoices(codes.filter(({ id }) => !family.includes(id))),
      excerpts: rows,
      total,
      page,
      pages: Math.ceil(total / PAGE_ROWS),
      changes: await changesOf(tx, code.id),
      memos: await memosOf(tx, { codeId: code.id }),
      findings: await findingsOnCodes(tx, family),
    }
  })
}

const Name = z.string().trim().min(1).max(120)

const Press = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('change'),
    name: Name,
    definition: z.string().trim().max(2000).default(''),
    parent: z.string().max(40).optional(),
  }),
  z.object({ intent: z.literal('merge'), into: z.string().max(40) }),
  z.object({ intent: z.literal('split'), newName: Name, excerpts: several(z.uuid()) }),
  z.object({ intent: z.literal('retire') }),
  z.object({ intent: z.literal('memo'), text: z.string().trim().min(1).max(4000) }),
  z.object({ intent: z.literal('remove-memo'), memo: z.string().max(40) }),
])

export async function action(args: Route.ActionArgs) {
  const { convention, code } = args.params
  return submit(args, Press, async (tx, press) => {
    const codes = codingHref(convention, 'codes')
    const to = (id: string) => redirect(`${codes}/${id}`)
    switch (press.intent) {
      case 'change':
        await changeCode(tx, code, { ...press, parentId: press.parent ?? null })
        return to(code)
      case 'merge':
        await mergeCode(tx, code, press.into)
        return to(press.into)
      case 'split':
        return to(await splitCode(tx, code, press.newName, press.excerpts))
      case 'retire':
        await retireCode(tx, code)
        return redirect(codes)
      case 'memo':
        await writeMemo(tx, { codeId: (await codeOf(tx, code)).code.id }, press.text)
        return to(code)
      case 'remove-memo':
        await removeMemo(tx, press.memo)
        return to(code)
    }
  })
}

export default function CodePage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, code, choices, changes, memos, hasChildren, findings } = loaderData
  const answerTo = (intent: string) => (actionData?.values.intent === intent ? actionData : undefined)
  return (
    <Page title={code.name} lead={code.definition || m.survey_code_undefined()}>
      <Excerpts {...loaderData} answer={answerTo('split')} />
      {findings.length > 0 && (
        <Section title={m.survey_findings()}>
          <ul>
            {findings.map(({ id, title }) => (
              <li key={id}>
                <Link to={synthesisHref(convention, 'findings', id)}>{title}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={m.survey_code_change()}>
        <Form intent="change" answer={answerTo('change')}>
          <TextField name="name" label={m.survey_code_name()} value={code.name} />
          <TextArea
            name="definition"
            label={m.survey_code_definition()}
            hint={m.survey_code_definition_hint()}
            rows={3}
            optional
            value={code.definition}
          />
          {choices.length > 0 && (
            <SelectField
              name="parent"
              label={m.survey_code_parent()}
              choices={choices}
              value={code.parentId ?? ''}
              optional
            />
          )}
          <SubmitButton>{m.survey_code_keep()}</SubmitButton>
        </Form>
      </Section>
      {choices.length > 0 && (
        <Section title={m.survey_code_merge()}>
          <Form intent="merge" answer={answerTo('merge')}>
            <p>{m.survey_code_merge_says()}</p>
            <SelectField name="into" label={m.survey_code_merge_into()} choices={choices} />
            <SubmitButton kind="danger">{m.survey_code_merge()}</SubmitButton>
          </Form>
        </Section>
      )}
      {code.excerpts === 0 && !hasChildren && (
        <Form intent="retire" answer={answerTo('retire')}>
          <Actions>
            <SubmitButton kind="danger">{m.survey_code_retire()}</SubmitButton>
          </Actions>
        </Form>
      )}
      <MemoList memos={memos} answer={answerTo('memo')} />
      <Section title={m.survey_code_history()}>
        <ol className="plain">
          {changes.map((change) => (
            <li key={change.id}>
              {changeWord(change)}{' '}
              <span className="soft">{m.survey_memo_by({ name: change.by, at: formatInstant(change.at) })}</span>
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}

type Loaded = Route.ComponentProps['loaderData']

function changeWord({ what, before, after, excerpts }: Loaded['changes'][number]): string {
  const count = excerpts ?? 0
  if (what === 'renamed') return m.survey_change_renamed({ before, after })
  if (what === 'defined') return m.survey_change_defined({ before: before || '–', after: after || '–' })
  if (what === 'moved') return m.survey_change_moved({ before: before || '–', after: after || '–' })
  if (what === 'merged') return m.survey_change_merged({ before, after, count })
  if (what === 'split') return m.survey_change_split({ before, after, count })
  if (what === 'retired') return m.survey_change_retired()
  return what === 'imported' ? m.survey_change_imported() : m.survey_change_made()
}

/** What the code marks, each excerpt a link to where it was said; those ticked can be told apart as another code. */
function Excerpts(props: Loaded & { answer: Route.ComponentProps['actionData'] }) {
  const { convention, code, excerpts, total, page, pages, answer } = props
  if (total === 0) return <EmptyState title={m.survey_code_unused()}>{m.survey_code_unused_next()}</EmptyState>
  return (
    <Section title={m.survey_code_excerpts({ count: total, written: formatNumber(total) })}>
      <Form intent="split" answer={answer}>
        <ul className="marks">
          {excerpts.map(({ id, code_id, interview_id, words, held_on, code: name }) => (
            <li key={id}>
              <div>
                <p lang="fr">{m.survey_quoted({ words })}</p>
                <p className="soft">
                  {code_id === code.id ? formatDate(held_on, 'medium') : `${name} · ${formatDate(held_on, 'medium')}`}
                </p>
              </div>
              {code_id === code.id && (
                <label className="choice">
                  <input type="checkbox" name="excerpts" value={id} />
                  <span>{m.survey_code_split_this()}</span>
                </label>
              )}
              <Link to={codingHref(convention, 'interviews', interview_id)}>{m.survey_coding_see_interview()}</Link>
            </li>
          ))}
        </ul>
        <Pagination page={page} pages={pages} hrefOf={(to) => `?page=${to}`} />
        <TextField name="newName" label={m.survey_code_split_name()} hint={m.survey_code_split_hint()} />
        <SubmitButton kind="plain">{m.survey_code_split()}</SubmitButton>
      </Form>
    </Section>
  )
}
