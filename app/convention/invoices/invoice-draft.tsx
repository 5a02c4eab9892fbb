/** A draft: what is still missing, its lines, what it will say. */
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormAnswer } from '#app/ui/form-answer.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { DateField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Invoice } from '#packages/factur-x/invoice.ts'
import type { Totals } from '#packages/factur-x/totals.ts'
import type { Draft } from './drafts.server.ts'
import { InvoiceDocument } from './invoice-document.tsx'
import { invoicesHref } from './trail.ts'
import { InvoiceStateMark } from './words.tsx'

interface DraftProps {
  convention: string
  draft: Draft & { content: Invoice; totals: Totals; problems: string[]; buyers: { id: string; name: string }[] }
  answer: FormAnswer | undefined
}

export function DraftView({ convention, draft, answer }: DraftProps) {
  const here = (...path: string[]) => invoicesHref(convention, draft.id, ...path)
  const { credited, buyer, problems } = draft
  return (
    <Page
      title={
        credited
          ? m.convention_credit_note_on({ number: credited.number })
          : m.convention_invoice_for({ name: buyer.name })
      }
      lead={<InvoiceStateMark state="draft" />}
      action={
        <>
          {problems.length === 0 && (
            <LinkButton to={here('issue')} kind="primary">
              {m.convention_issue()}
            </LinkButton>
          )}
          <LinkButton to={here('lines', 'new')}>{m.convention_line_add()}</LinkButton>
          <LinkButton to={here('document.pdf')} download>
            {m.convention_draft_pdf()}
          </LinkButton>
        </>
      }
    >
      {problems.length > 0 && (
        <Notice tone="warn">
          <h2>{m.convention_before_issuing()}</h2>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          <Actions>
            <LinkButton to={invoicesHref(convention, 'settings')}>{m.convention_billing()}</LinkButton>
            <LinkButton to={invoicesHref(convention, 'settings', buyer.id)}>
              {m.convention_address_of({ name: buyer.name })}
            </LinkButton>
          </Actions>
        </Notice>
      )}
      <InvoiceDocument
        content={draft.content}
        totals={draft.totals}
        lineHrefs={draft.lines.map(({ id }) => here('lines', id))}
      />
      <Section title={m.convention_draft_change()}>
        <HeadForm draft={draft} answer={answer?.values.intent === 'head' ? answer : undefined} />
        <Form intent="discard" layout="line">
          <SubmitButton kind="quiet">{m.convention_draft_discard()}</SubmitButton>
        </Form>
      </Section>
    </Page>
  )
}

function HeadForm({ draft, answer }: Pick<DraftProps, 'draft' | 'answer'>) {
  return (
    <Form intent="head" answer={answer}>
      {draft.credited ? (
        <input type="hidden" name="buyerId" value={draft.buyer_id} />
      ) : (
        <SelectField
          name="buyerId"
          label={m.convention_buyer()}
          value={draft.buyer_id}
          choices={draft.buyers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <DateField name="periodFrom" label={m.convention_period_from()} value={draft.period_from ?? ''} optional />
      <DateField name="periodTo" label={m.convention_period_to()} value={draft.period_to ?? ''} optional />
      <DateField
        name="deliveredOn"
        label={m.convention_delivered_on()}
        hint={m.convention_delivered_on_hint()}
        value={draft.delivered_on ?? ''}
        optional
      />
      <TextField
        name="orderReference"
        label={m.convention_order_reference()}
        hint={m.convention_order_reference_hint()}
        value={draft.order_reference ?? ''}
        optional
      />
      <SubmitButton kind="plain">{m.convention_save()}</SubmitButton>
    </Form>
  )
}
