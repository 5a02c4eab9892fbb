import { Link, redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, receive } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FileDrop } from '#app/ui/file-drop.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/amendment.page.ts'
import { changesOf } from './amendment-changes.server.ts'
import { AmendmentChanges } from './amendment-changes.tsx'
import { amendmentOf, attachSigned } from './amendments.server.ts'
import { receiveDocument } from './documents.server.ts'
import { amendmentsTrail, contractHref } from './trail.ts'

export const handle = { trail: amendmentsTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${m.convention_amendment_number({ number: String(loaderData?.amendment.number ?? '') })} – Palier` },
]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    const amendment = await amendmentOf(tx, args.params.amendment)
    return {
      convention: args.params.convention,
      mayChange: may(tx.actor, 'convention.contract.change'),
      amendment,
      changes: await changesOf(tx, amendment.number),
    }
  })
}

/** The signed document, read as it arrives. */
export function action(args: Route.ActionArgs) {
  const { convention, amendment } = args.params
  return receive(args, async (member) => {
    must(member, 'convention.contract.change')
    await receiveDocument(member, args, (tx, document) => attachSigned(tx, amendment, document))
    return redirect(contractHref(convention, 'amendments', amendment), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_amendment_document_added() }),
    })
  })
}

export default function AmendmentPage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, mayChange, amendment, changes } = loaderData
  const { number, title, effective_on, signed_by, document } = amendment
  const { settings, perimeter, terms, fundings, actions } = changes
  const isEmpty = !settings && !perimeter && terms.length + fundings.length + actions.length === 0
  return (
    <Page
      title={m.convention_amendment_titled({ number: String(number), title })}
      lead={m.convention_effective({ day: formatDate(effective_on) })}
    >
      <p className="letter" lang="fr">
        {amendment.changes}
      </p>
      <DefinitionList
        facts={[
          {
            term: m.convention_signatures(),
            value: signed_by.length === 0 ? m.convention_not_signed() : signed_by.join(', '),
          },
          {
            term: m.convention_amendment_document(),
            value:
              document === null ? (
                m.convention_amendment_document_none()
              ) : (
                <a href={contractHref(convention, 'amendments', amendment.id, 'document')} download>
                  {document}
                </a>
              ),
          },
        ]}
      />
      <Section title={m.convention_amendment_compared()}>
        {isEmpty ? (
          <EmptyState title={m.convention_amendment_empty()}>
            {mayChange && m.convention_amendment_empty_write()}
          </EmptyState>
        ) : (
          <AmendmentChanges convention={convention} changes={changes} />
        )}
      </Section>
      {mayChange && (
        <>
          <WaysToChange convention={convention} />
          <Section title={m.convention_amendment_document_add()}>
            <Form files reload answer={actionData}>
              <FileDrop
                name="file"
                label={m.convention_document_file()}
                hint={m.convention_document_hint()}
                accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt"
              />
              <SubmitButton kind="plain">{m.convention_document_send()}</SubmitButton>
            </Form>
          </Section>
        </>
      )}
    </Page>
  )
}

/** Where what an amendment changes is written, naming it. */
function WaysToChange({ convention }: { convention: string }) {
  return (
    <Section title={m.convention_amendment_ways()}>
      <p>{m.convention_amendment_ways_lead()}</p>
      <ul>
        <li>
          <Link to={contractHref(convention, 'schedule')}>{m.convention_amendment_way_schedule()}</Link>
        </li>
        <li>
          <Link to={contractHref(convention)}>{m.convention_amendment_way_actions()}</Link>
        </li>
        <li>
          <Link to={contractHref(convention, 'perimeter')}>{m.convention_perimeter_write()}</Link>
        </li>
        <li>
          <Link to={contractHref(convention, 'parties')}>{m.convention_amendment_way_sign()}</Link>
        </li>
      </ul>
    </Section>
  )
}
