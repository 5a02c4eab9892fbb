/** What an invoice says, for whoever reads it on screen. Its own words stay French. */
import { Link } from 'react-router'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import { spacedIdentifier } from '#packages/business-identifiers/identifiers.ts'
import type { Invoice, Party, Vat } from '#packages/factur-x/invoice.ts'
import type { Totals } from '#packages/factur-x/totals.ts'
import { euros, percent } from '../words.ts'
import { quantityWord } from './words.tsx'

interface DocumentProps {
  content: Invoice
  totals: Totals
  /** Pages where the lines of a draft are changed. */
  lineHrefs?: string[]
}

export function InvoiceDocument({ content, totals, lineHrefs = [] }: DocumentProps) {
  return (
    <>
      <Section title={m.convention_invoice_lines()}>
        <LineTable {...{ content, totals, lineHrefs }} />
      </Section>
      <Section title={m.convention_vat()}>
        <VatTable totals={totals} />
      </Section>
      <Section title={m.convention_mentions()}>
        <DefinitionList facts={factsOf(content)} />
        <ul lang="fr">
          {content.notes.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function LineTable({ content, totals, lineHrefs }: Required<DocumentProps>) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.convention_invoice_lines()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_line_name()}</th>
            <th scope="col" className="number">
              {m.convention_quantity()}
            </th>
            <th scope="col" className="number">
              {m.convention_unit_price()}
            </th>
            <th scope="col">{m.convention_vat()}</th>
            <th scope="col" className="number">
              {m.convention_amount_net()}
            </th>
          </tr>
        </thead>
        <tbody>
          {content.lines.map(({ id, name, quantityMilli, unit, unitPriceCents, vat }, at) => (
            <tr key={id}>
              <th scope="row" lang="fr">
                {lineHrefs[at] ? <Link to={lineHrefs[at]}>{name}</Link> : name}
              </th>
              <td className="number" data-title={m.convention_quantity()}>
                {quantityWord(quantityMilli, unit)}
              </td>
              <td className="number" data-title={m.convention_unit_price()}>
                {euros(unitPriceCents)}
              </td>
              <td data-title={m.convention_vat()}>{vatWord(vat)}</td>
              <td className="number" data-title={m.convention_amount_net()}>
                {euros(totals.lineCents[at] ?? 0)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function VatTable({ totals }: Pick<DocumentProps, 'totals'>) {
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.convention_vat()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_vat()}</th>
            <th scope="col" className="number">
              {m.convention_amount_net()}
            </th>
            <th scope="col" className="number">
              {m.convention_vat()}
            </th>
            <th scope="col" className="number">
              {m.convention_amount_gross()}
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.groups.map((group) => (
            <tr key={`${group.category} ${group.rateBp}`}>
              <th scope="row">
                {vatWord(group)}
                {group.reason && <small lang="fr"> {group.reason}</small>}
              </th>
              <td className="number" data-title={m.convention_amount_net()}>
                {euros(group.baseCents)}
              </td>
              <td className="number" data-title={m.convention_vat()}>
                {euros(group.vatCents)}
              </td>
              <td className="number" data-title={m.convention_amount_gross()}>
                {euros(group.baseCents + group.vatCents)}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{m.convention_total()}</th>
            <td className="number" data-title={m.convention_amount_net()}>
              {euros(totals.netCents)}
            </td>
            <td className="number" data-title={m.convention_vat()}>
              {euros(totals.vatCents)}
            </td>
            <td className="number" data-title={m.convention_amount_gross()}>
              <strong>{euros(totals.grossCents)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

function vatWord({ category, rateBp }: Vat): string {
  if (category === 'S') return percent(rateBp)
  return category === 'E' ? m.convention_vat_exempt() : m.convention_vat_reverse()
}

function factsOf(content: Invoice) {
  const { seller, buyer, issuedOn, dueOn, period, deliveredOn, preceding, payTo } = content
  return [
    { term: m.convention_seller(), value: partyText(seller) },
    { term: m.convention_legal_mention(), value: seller.legalMention },
    { term: m.convention_buyer(), value: partyText(buyer) },
    { term: m.convention_issued_on(), value: formatDate(issuedOn) },
    { term: m.convention_due(), value: dueOn && formatDate(dueOn) },
    { term: m.convention_terms(), value: content.terms && <span lang="fr">{content.terms}</span> },
    {
      term: m.convention_period(),
      value: period && m.convention_mission_span({ from: formatDate(period.from), to: formatDate(period.to) }),
    },
    { term: m.convention_delivered_on(), value: deliveredOn && formatDate(deliveredOn) },
    {
      term: m.convention_credits(),
      value: preceding && m.convention_number_on({ number: preceding.number, day: formatDate(preceding.issuedOn) }),
    },
    { term: m.convention_order_reference(), value: content.order },
    { term: m.convention_service_code(), value: content.buyerReference },
    { term: m.convention_contract_reference(), value: content.contract },
    { term: m.convention_bic(), value: payTo?.bic },
    { term: m.convention_iban(), value: payTo?.iban.replace(/(.{4})(?=.)/g, '$1 ') },
  ].filter(({ value }) => value)
}

function partyText({ name, siren, siret, vatNumber, address }: Party): string {
  return [
    name,
    ...address.lines,
    [address.postcode, address.city].filter(Boolean).join(' '),
    siret ? `SIRET\u00a0${spacedIdentifier(siret)}` : `SIREN\u00a0${spacedIdentifier(siren)}`,
    vatNumber && m.convention_vat_number_is({ number: vatNumber }),
  ]
    .filter(Boolean)
    .join(', ')
}
