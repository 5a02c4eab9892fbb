/** An issued invoice or credit note: what it says, what came in, what is still owed. */
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { DateField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { euros, percent } from '../words.ts'
import { InvoiceDocument } from './invoice-document.tsx'
import type { Issued } from './invoices.server.ts'
import type { penaltiesOf } from './penalties.ts'
import { invoicesHref } from './trail.ts'
import { InvoiceStateMark, kindWord, NOTED_STATUSES, statusWord } from './words.tsx'

interface IssuedProps {
  convention: string
  mayWrite: boolean
  today: string
  issued: Omit<Issued, 'xml'> & {
    penalties: ReturnType<typeof penaltiesOf>
    /** For what each form would note: pressed twice, it is noted once. */
    ids: Record<'sent' | 'reminded' | 'pay' | 'refund', string>
  }
  answer: FormAnswer | undefined
}

export function IssuedView(props: IssuedProps) {
  const { convention, issued, mayWrite, answer } = props
  const here = (...path: string[]) => invoicesHref(convention, issued.id, ...path)
  const of = (intent: string) => (answer?.values.intent === intent ? answer : undefined)
  const isInvoice = issued.kind === 'invoice'
  return (
    <Page
      title={`${kindWord(issued.kind)} ${issued.number}`}
      lead={
        <>
          {issued.buyer_name} <InvoiceStateMark state={issued.state} />
        </>
      }
      action={
        <>
          <LinkButton to={here('document.pdf')} kind="primary" download>
            {m.convention_invoice_pdf()}
          </LinkButton>
          <LinkButton to={here('factur-x.xml')} download>
            {m.convention_invoice_xml()}
          </LinkButton>
        </>
      }
    >
      <Standing {...props} />
      <Dispute {...props} answer={of('resolve')} />
      {mayWrite && issued.sent_on === null && (
        <details open={of('sent') !== undefined}>
          <summary>{m.convention_mark_sent()}</summary>
          <StepForm intent="sent" {...props} answer={of('sent')} press={m.convention_mark_sent()} />
        </details>
      )}
      {mayWrite && isInvoice && issued.left_cents + (issued.penalties?.leftCents ?? 0) > 0 && (
        <details open={of('pay') !== undefined}>
          <summary>{m.convention_payment_note()}</summary>
          <PaymentForm {...props} answer={of('pay')} />
        </details>
      )}
      {mayWrite && issued.refund_cents > 0 && (
        <details open={of('refund') !== undefined}>
          <summary>{m.convention_refund_note()}</summary>
          <RefundForm {...props} answer={of('refund')} />
        </details>
      )}
      {mayWrite && issued.state === 'late' && (
        <details open={of('reminded') !== undefined}>
          <summary>{m.convention_remind()}</summary>
          <p>
            {m.convention_remind_lead()}{' '}
            <a href={here('reminder.pdf')} download>
              {m.convention_reminder_preview()}
            </a>
          </p>
          <StepForm intent="reminded" {...props} answer={of('reminded')} press={m.convention_remind()} />
        </details>
      )}
      {mayWrite && (
        <details open={of('status') !== undefined}>
          <summary>{m.convention_status_note()}</summary>
          <StatusForm {...props} answer={of('status')} />
        </details>
      )}
      {mayWrite && isInvoice && issued.left_cents > 0 && issued.disputed_since === null && (
        <details open={of('dispute') !== undefined}>
          <summary>{m.convention_dispute_open()}</summary>
          <DisputeForm {...props} answer={of('dispute')} />
        </details>
      )}
      <History {...props} />
      <InvoiceDocument content={issued.content} totals={issued.totals} />
      {mayWrite && isInvoice && issued.credited_cents < issued.gross_cents && (
        <Section title={m.convention_correct()}>
          <p>{m.convention_correct_lead()}</p>
          <Form intent="credit">
            <SubmitButton kind="plain">{m.convention_credit_note_make()}</SubmitButton>
          </Form>
        </Section>
      )}
    </Page>
  )
}

function Standing({ convention, issued }: IssuedProps) {
  const { penalties } = issued
  return (
    <>
      <DefinitionList
        facts={[
          { term: m.convention_amount_gross(), value: euros(issued.gross_cents) },
          ...(issued.kind === 'invoice'
            ? [
                { term: m.convention_paid(), value: euros(issued.paid_cents) },
                issued.refund_cents > 0
                  ? { term: m.convention_to_refund(), value: euros(issued.refund_cents) }
                  : { term: m.convention_left_gross(), value: euros(issued.left_cents) },
              ]
            : []),
          {
            term: m.convention_issued_by(),
            value: issued.by,
          },
          ...(issued.status_code === null
            ? []
            : [{ term: m.convention_status(), value: statusWord(issued.status_code) }]),
        ]}
      />
      {issued.credits_id && (
        <p>
          <Link to={invoicesHref(convention, issued.credits_id)}>{m.convention_credited_invoice()}</Link>
        </p>
      )}
      {penalties && (
        <Notice tone={issued.state === 'late' ? 'bad' : 'plain'}>
          {m.convention_penalties({
            days: String(penalties.days),
            rate: percent(issued.penalty_rate_bp),
            interest: euros(penalties.interestCents),
            indemnity: euros(penalties.indemnityCents),
            total: euros(penalties.interestCents + penalties.indemnityCents),
          })}
          {penalties.receivedCents > 0 &&
            ` ${m.convention_penalties_received({ received: euros(penalties.receivedCents), left: euros(penalties.leftCents) })}`}
        </Notice>
      )}
    </>
  )
}

/** The dispute that is open, and how it ends. */
function Dispute({ issued, mayWrite, today, answer }: IssuedProps) {
  const open = issued.disputes.find(({ resolved_on }) => resolved_on === null)
  if (!open) return null
  return (
    <Notice tone="warn">
      <h2>{m.convention_disputed_since({ day: formatDate(open.since) })}</h2>
      <p lang="fr">{open.reason}</p>
      <p>{m.convention_disputed_meaning()}</p>
      {mayWrite && (
        <details open={answer !== undefined}>
          <summary>{m.convention_dispute_resolve()}</summary>
          <Form intent="resolve" answer={answer}>
            <DateField name="resolvedOn" label={m.convention_on_day()} value={today} max={today} />
            <TextField name="resolution" label={m.convention_resolution()} hint={m.convention_resolution_hint()} />
            <SubmitButton kind="plain">{m.convention_dispute_resolve()}</SubmitButton>
          </Form>
        </details>
      )}
    </Notice>
  )
}

function DisputeForm({ today, answer }: IssuedProps) {
  return (
    <Form intent="dispute" answer={answer}>
      <DateField name="since" label={m.convention_dispute_since()} value={today} max={today} />
      <TextField name="reason" label={m.convention_dispute_reason()} hint={m.convention_dispute_reason_hint()} />
      <SubmitButton kind="plain">{m.convention_dispute_open()}</SubmitButton>
    </Form>
  )
}

function StatusForm({ today, answer }: IssuedProps) {
  return (
    <Form intent="status" answer={answer}>
      <SelectField
        name="code"
        label={m.convention_status()}
        hint={m.convention_status_hint()}
        choices={NOTED_STATUSES.map((code) => ({ value: code, label: statusWord(code) }))}
      />
      <DateField name="statusOn" label={m.convention_on_day()} value={today} max={today} />
      <TextField name="statusReason" label={m.convention_status_reason()} optional />
      <SubmitButton kind="plain">{m.convention_status_note()}</SubmitButton>
    </Form>
  )
}

interface Event {
  key: string
  day: string
  /** When it was noted: what happened on one day stands in that order. */
  notedAt: Date
  said: (string | false)[]
  /** What can be done about it, or opened. */
  more?: ReactNode
}

/** All that happened, in the order of the days. */
function History(props: IssuedProps) {
  const { convention, issued, mayWrite } = props
  const events = [...stepEvents(props), ...statusEvents(props), ...disputeEvents(props), ...paymentEvents(props)]
  const shownNotes = issued.creditNotes.filter(({ number }) => mayWrite || number !== null)
  if (events.length + shownNotes.length === 0) return null
  return (
    <Section title={m.convention_history()}>
      <ul className="plain">
        {events
          .toSorted((a, b) => a.day.localeCompare(b.day) || a.notedAt.getTime() - b.notedAt.getTime())
          .map(({ key, said, more }) => (
            <li key={key}>
              {said.filter(Boolean).join(' · ')} {more}
            </li>
          ))}
        {shownNotes.map(({ id, number, gross_cents }) => (
          <li key={id}>
            <Link to={invoicesHref(convention, id)}>
              {number === null
                ? m.convention_draft_of({ kind: m.convention_credit_note() })
                : m.convention_credit_note_of({ number, amount: euros(gross_cents ?? 0) })}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function stepEvents({ convention, issued }: IssuedProps): Event[] {
  return issued.steps.map(({ id, kind, happened_on, note, by, has_letter, noted_at }) => ({
    key: id,
    day: happened_on,
    notedAt: noted_at,
    said: [
      kind === 'sent'
        ? m.convention_sent_on({ day: formatDate(happened_on) })
        : m.convention_reminded_on({ day: formatDate(happened_on) }),
      note,
      by,
    ],
    ...(has_letter
      ? {
          more: (
            <a href={invoicesHref(convention, issued.id, 'reminders', id)} download>
              {m.convention_reminder_letter()}
            </a>
          ),
        }
      : {}),
  }))
}

const SOURCES = {
  hand: m.convention_status_by_hand,
  file: m.convention_status_by_file,
  payment: m.convention_status_by_payment,
}

function statusEvents({ issued, mayWrite }: IssuedProps): Event[] {
  return issued.statuses.map(({ id, code, happened_on, source, reason, by, withdrawn, noted_at }) => ({
    key: id,
    day: happened_on,
    notedAt: noted_at,
    said: [
      m.convention_status_on({ status: statusWord(code), day: formatDate(happened_on) }),
      reason,
      source === 'file' || source === 'payment' ? SOURCES[source]() : SOURCES.hand(),
      source === 'payment' ? false : by,
      withdrawn && m.convention_payment_withdrawn(),
    ],
    ...(mayWrite && !withdrawn && source === 'hand'
      ? {
          more: (
            <Form intent="unstatus" layout="line">
              <input type="hidden" name="status" value={id} />
              <SubmitButton kind="quiet">{m.convention_status_withdraw()}</SubmitButton>
            </Form>
          ),
        }
      : {}),
  }))
}

function disputeEvents({ issued }: IssuedProps): Event[] {
  return issued.disputes.flatMap(({ id, since, reason, resolved_on, resolution, by, opened_at }) => [
    {
      key: id,
      day: since,
      notedAt: opened_at,
      said: [m.convention_disputed_since({ day: formatDate(since) }), reason, by],
    },
    ...(resolved_on === null
      ? []
      : [
          {
            key: `${id} resolved`,
            day: resolved_on,
            notedAt: opened_at,
            said: [m.convention_dispute_resolved_on({ day: formatDate(resolved_on) }), resolution ?? ''],
          },
        ]),
  ])
}

function paymentEvents({ issued, mayWrite }: IssuedProps): Event[] {
  return issued.payments.map(({ id, cents, penalty_cents, received_on, reference, withdrawn, noted_at }) => ({
    key: id,
    day: received_on,
    notedAt: noted_at,
    said: [
      cents < 0
        ? m.convention_refunded_on({ amount: euros(-cents), day: formatDate(received_on) })
        : m.convention_paid_on({ amount: euros(cents + penalty_cents), day: formatDate(received_on) }),
      penalty_cents > 0 && m.convention_paid_penalties({ amount: euros(penalty_cents) }),
      reference,
      withdrawn && m.convention_payment_withdrawn(),
    ],
    ...(mayWrite && !withdrawn
      ? {
          more: (
            <Form intent="withdraw" layout="line">
              <input type="hidden" name="payment" value={id} />
              <SubmitButton kind="quiet">
                {cents < 0 ? m.convention_refund_withdraw() : m.convention_payment_withdraw()}
              </SubmitButton>
            </Form>
          ),
        }
      : {}),
  }))
}

interface StepFormProps extends IssuedProps {
  intent: 'sent' | 'reminded'
  press: string
}

function StepForm({ intent, issued, today, answer, press }: StepFormProps) {
  return (
    <Form intent={intent} answer={answer}>
      <input type="hidden" name="id" value={issued.ids[intent]} />
      <DateField name={`${intent}On`} label={m.convention_on_day()} value={today} max={today} />
      <TextField name={`${intent}How`} label={m.convention_step_note()} hint={m.convention_step_note_hint()} optional />
      <SubmitButton kind="plain">{press}</SubmitButton>
    </Form>
  )
}

function PaymentForm({ issued, today, answer }: IssuedProps) {
  const penaltyCents = issued.penalties?.leftCents ?? 0
  return (
    <Form intent="pay" answer={answer}>
      <input type="hidden" name="id" value={issued.ids.pay} />
      <DateField name="receivedOn" label={m.convention_received_on()} value={today} max={today} />
      <TextField
        name="amount"
        label={m.convention_amount_received()}
        {...(penaltyCents > 0
          ? { hint: m.convention_amount_received_hint({ total: euros(issued.left_cents + penaltyCents) }) }
          : {})}
        value={written(issued.left_cents || penaltyCents)}
        short
      />
      <TextField name="reference" label={m.convention_payment_reference()} optional />
      <SubmitButton kind="plain">{m.convention_payment_note()}</SubmitButton>
    </Form>
  )
}

function RefundForm({ issued, today, answer }: IssuedProps) {
  return (
    <Form intent="refund" answer={answer}>
      <input type="hidden" name="id" value={issued.ids.refund} />
      <DateField name="refundedOn" label={m.convention_on_day()} value={today} max={today} />
      <TextField name="refunded" label={m.convention_amount_refunded()} value={written(issued.refund_cents)} short />
      <TextField name="refundReference" label={m.convention_payment_reference()} optional />
      <SubmitButton kind="plain">{m.convention_refund_note()}</SubmitButton>
    </Form>
  )
}

function written(cents: number): string {
  return (cents / 100).toFixed(2).replace('.', ',')
}
