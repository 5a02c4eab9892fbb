import { randomUUID } from 'node:crypto'
import { redirect } from 'react-router'
import { z } from 'zod'
import type { ActorTx } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { m } from '#messages'
import { Cents } from '../amounts.ts'
import { Day } from '../input.ts'
import { todayOf } from '../today.server.ts'
import type { Route } from './+types/invoice.page.ts'
import { payers } from './billing.server.ts'
import { changeDraft, discardDraft, makeCreditNote } from './drafts.server.ts'
import { notePayment, noteRefund, noteStep, withdrawPayment } from './following.server.ts'
import { DraftView } from './invoice-draft.tsx'
import { IssuedView } from './invoice-issued.tsx'
import { isDraft, issuedOf } from './invoices.server.ts'
import { prepared } from './issue.server.ts'
import { noteStatus, openDispute, resolveDispute, withdrawStatus } from './life.server.ts'
import { penaltiesOf } from './penalties.ts'
import { saidProblem } from './problem-words.server.ts'
import { invoicesHref, invoicesTrail } from './trail.ts'

export const handle = { trail: invoicesTrail }

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.issued?.number ?? m.convention_invoice_draft()} – Palier` },
]

export function loader(args: Route.LoaderArgs) {
  const { convention, invoice: id } = args.params
  return read(args, async (tx) => {
    const mayWrite = may(tx.actor, 'convention.invoice.write')
    const today = await todayOf(tx)
    if (await isDraft(tx, id)) return { convention, mayWrite, today, issued: null, draft: await draftFor(tx, id) }
    const { xml: _, ...issued } = await issuedOf(tx, id)
    const penalties = issued.kind === 'invoice' && issued.state !== 'disputed' ? penaltiesOf(issued, today) : null
    const ids = { sent: randomUUID(), reminded: randomUUID(), pay: randomUUID(), refund: randomUUID() }
    return { convention, mayWrite, today, draft: null, issued: { ...issued, penalties, ids } }
  })
}

async function draftFor(tx: ActorTx, id: string) {
  const { draft, content, totals, problems } = await prepared(tx, id)
  return {
    ...draft,
    content,
    totals,
    problems: problems.map(saidProblem),
    buyers: (await payers(tx)).filter(({ part }) => part !== 'operator').map(({ id, name }) => ({ id, name })),
  }
}

const Reference = z.string().trim().max(100).default('')
const How = z.string().trim().max(300).default('')
const Press = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('head'),
    buyerId: z.uuid(),
    periodFrom: Day.nullable().default(null),
    periodTo: Day.nullable().default(null),
    deliveredOn: Day.nullable().default(null),
    orderReference: z.string().trim().max(50).nullable().default(null),
  }),
  z.object({ intent: z.literal('discard') }),
  z.object({ intent: z.literal('sent'), id: z.uuid(), sentOn: Day, sentHow: How }),
  z.object({ intent: z.literal('reminded'), id: z.uuid(), remindedOn: Day, remindedHow: How }),
  z.object({
    intent: z.literal('pay'),
    id: z.uuid(),
    receivedOn: Day,
    amount: Cents,
    reference: Reference,
  }),
  z.object({
    intent: z.literal('refund'),
    id: z.uuid(),
    refundedOn: Day,
    refunded: Cents,
    refundReference: Reference,
  }),
  z.object({ intent: z.literal('withdraw'), payment: z.uuid() }),
  z.object({
    intent: z.literal('status'),
    code: z.coerce.number().int(),
    statusOn: Day,
    statusReason: z.string().trim().max(1000).default(''),
  }),
  z.object({ intent: z.literal('unstatus'), status: z.uuid() }),
  z.object({ intent: z.literal('dispute'), since: Day, reason: z.string().trim().min(3).max(1000) }),
  z.object({ intent: z.literal('resolve'), resolvedOn: Day, resolution: z.string().trim().min(3).max(1000) }),
  z.object({ intent: z.literal('credit') }),
])

export function action(args: Route.ActionArgs) {
  const { convention, invoice: id } = args.params
  return submit(args, Press, async (tx, press) => {
    const there = await follow(tx, id, press)
    return redirect(invoicesHref(convention, ...there), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_invoice_saved() }),
    })
  })
}

/** Does what was pressed; where to go then, under the invoices. */
async function follow(tx: ActorTx, id: string, press: z.infer<typeof Press>): Promise<string[]> {
  switch (press.intent) {
    case 'head':
      await changeDraft(tx, id, press)
      return [id]
    case 'discard':
      await discardDraft(tx, id)
      return []
    case 'sent':
      await noteStep(tx, id, { id: press.id, kind: 'sent', happenedOn: press.sentOn, note: press.sentHow })
      return [id]
    case 'reminded':
      await noteStep(tx, id, {
        id: press.id,
        kind: 'reminded',
        happenedOn: press.remindedOn,
        note: press.remindedHow,
      })
      return [id]
    case 'pay':
      await notePayment(tx, id, { ...press, cents: press.amount })
      return [id]
    case 'refund':
      await noteRefund(tx, id, { ...press, cents: press.refunded, reference: press.refundReference })
      return [id]
    case 'withdraw':
      await withdrawPayment(tx, id, press.payment)
      return [id]
    case 'status':
      await noteStatus(tx, id, { code: press.code, happenedOn: press.statusOn, reason: press.statusReason })
      return [id]
    case 'unstatus':
      await withdrawStatus(tx, id, press.status)
      return [id]
    case 'dispute':
      await openDispute(tx, id, press)
      return [id]
    case 'resolve':
      await resolveDispute(tx, id, press)
      return [id]
    case 'credit':
      return [await makeCreditNote(tx, id)]
  }
}

export default function InvoicePage({ loaderData, actionData }: Route.ComponentProps) {
  const { convention, mayWrite, today, draft, issued } = loaderData
  if (draft) return <DraftView convention={convention} draft={draft} answer={actionData} />
  return <IssuedView {...{ convention, mayWrite, today, issued }} answer={actionData} />
}
