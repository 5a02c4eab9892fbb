/** An issued invoice or credit note: what it says, what came in, what is still owed. */
import { Link } from 'react-router'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { formatDate } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { DateField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { euros, percent } from '../words.ts'
import type { penaltiesOf } from './following.server.ts'
import { InvoiceDocument } from './invoice-document.tsx'
import type { Issued } from './invoices.server.ts'
import { invoicesHref } from './trail.ts'
import { InvoiceStateMark, kindWord } from './words.tsx'

interface IssuedProps {
  convention: string
  mayWrite: boolean
  today: string
  issued: Omit<Issued, 'xml'> & { penalties: ReturnType<typeof penaltiesOf> }
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
      {mayWrite && issued.sent_on === null && (
        <details open={of('sent') !== undefined}>
          <summary>{m.convention_mark_sent()}</summary>
          <StepForm intent="sent" today={props.today} answer={of('sent')} press={m.convention_mark_sent()} />
        </details>
      )}
      {mayWrite && isInvoice && issued.left_cents > 0 && (
        <details open={of('pay') !== undefined}>
          <summary>{m.convention_payment_note()}</summary>
          <PaymentForm {...props} answer={of('pay')} />
        </details>
      )}
      {mayWrite && issued.state === 'late' && (
        <details open={of('reminded') !== undefined}>
          <summary>{m.convention_remind()}</summary>
          <StepForm intent="reminded" today={props.today} answer={of('reminded')} press={m.convention_remind()} />
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
  const refundCents = issued.paid_cents + issued.credited_cents - issued.gross_cents
  return (
    <>
      <DefinitionList
        facts={[
          { term: m.convention_amount_gross(), value: euros(issued.gross_cents) },
          ...(issued.kind === 'invoice'
            ? [
                { term: m.convention_paid(), value: euros(issued.paid_cents) },
                refundCents > 0
                  ? { term: m.convention_to_refund(), value: euros(refundCents) }
                  : { term: m.convention_left_gross(), value: euros(issued.left_cents) },
              ]
            : []),
          {
            term: m.convention_issued_by(),
            value: issued.by,
          },
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
        </Notice>
      )}
    </>
  )
}

function History({ convention, issued, mayWrite }: IssuedProps) {
  const { steps, payments, creditNotes } = issued
  const shownNotes = creditNotes.filter(({ number }) => mayWrite || number !== null)
  if (steps.length + payments.length + shownNotes.length === 0) return null
  return (
    <Section title={m.convention_history()}>
      <ul className="plain">
        {steps.map(({ id, kind, happened_on, note, by }) => (
          <li key={id}>
            {[
              kind === 'sent'
                ? m.convention_sent_on({ day: formatDate(happened_on) })
                : m.convention_reminded_on({ day: formatDate(happened_on) }),
              note,
              by,
            ]
              .filter(Boolean)
              .join(' · ')}
          </li>
        ))}
        {payments.map(({ id, cents, received_on, reference, withdrawn }) => (
          <li key={id}>
            {[
              m.convention_paid_on({ amount: euros(cents), day: formatDate(received_on) }),
              reference,
              withdrawn && m.convention_payment_withdrawn(),
            ]
              .filter(Boolean)
              .join(' · ')}
            {mayWrite && !withdrawn && (
              <Form intent="withdraw" layout="line">
                <input type="hidden" name="payment" value={id} />
                <SubmitButton kind="quiet">{m.convention_payment_withdraw()}</SubmitButton>
              </Form>
            )}
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

interface StepFormProps {
  intent: string
  today: string
  answer: FormAnswer | undefined
  press: string
}

function StepForm({ intent, today, answer, press }: StepFormProps) {
  return (
    <Form intent={intent} answer={answer}>
      <DateField name="happenedOn" label={m.convention_on_day()} value={today} max={today} />
      <TextField name="note" label={m.convention_step_note()} hint={m.convention_step_note_hint()} optional />
      <SubmitButton kind="plain">{press}</SubmitButton>
    </Form>
  )
}

function PaymentForm({ issued, today, answer }: IssuedProps) {
  return (
    <Form intent="pay" answer={answer}>
      <DateField name="receivedOn" label={m.convention_received_on()} value={today} max={today} />
      <TextField
        name="amount"
        label={m.convention_amount_received()}
        value={(issued.left_cents / 100).toFixed(2).replace('.', ',')}
        short
      />
      <TextField name="reference" label={m.convention_payment_reference()} optional />
      <SubmitButton kind="plain">{m.convention_payment_note()}</SubmitButton>
    </Form>
  )
}
