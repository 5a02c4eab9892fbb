import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import { euros } from '../words.ts'
import type { Route } from './+types/invoice-issue.page.ts'
import { issueInvoice, prepared } from './issue.server.ts'
import { invoicesHref, invoiceTrail } from './trail.ts'

export const handle = { trail: invoiceTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_issue()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  const { convention, invoice } = args.params
  return read(args, async (tx) => {
    const { content, totals, problems } = await prepared(tx, invoice)
    if (problems.length > 0) throw new Refusal('convention.invoice-not-ready', { status: 409 })
    return { back: invoicesHref(convention, invoice), buyer: content.buyer.name, grossCents: totals.grossCents }
  })
}

export function action(args: Route.ActionArgs) {
  const { convention, invoice } = args.params
  return submit(args, z.object({ intent: z.literal('issue') }), async (tx) => {
    const number = await issueInvoice(tx, invoice)
    return redirect(invoicesHref(convention, invoice), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_was_issued({ number }) }),
    })
  })
}

export default function InvoiceIssue({ loaderData: { back, buyer, grossCents }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.convention_issue()} lead={m.convention_issue_what({ name: buyer, amount: euros(grossCents) })}>
      <p>{m.convention_issue_consequence()}</p>
      <Form intent="issue" answer={actionData}>
        <Actions>
          <SubmitButton>{m.convention_issue_press()}</SubmitButton>
          <LinkButton to={back} kind="quiet">
            {m.ui_cancel()}
          </LinkButton>
        </Actions>
      </Form>
    </Page>
  )
}
