/** Who pays: the shares that were agreed upon, and how far each payer is. */
import { Link } from 'react-router'
import { formatInstant } from '#app/ui/format.ts'
import { Section } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Funding, PayerStanding } from './funding.server.ts'
import { contractHref } from './trail.ts'
import { euros, sharesText } from './words.ts'

interface PayersProps {
  convention: string
  mayChange: boolean
  missions: { id: string; title: string }[]
  fundings: Funding[]
  payers: PayerStanding[]
}

export function PayersSection({ convention, mayChange, missions, fundings, payers }: PayersProps) {
  return (
    <Section title={m.convention_payers()}>
      <PayerTable payers={payers} />
      <ul className="plain">
        {missions.map(({ id, title }) => (
          <li key={id}>
            {m.convention_payers_are({
              what: title,
              shares: sharesText(fundings.find((one) => one.mission_id === id && one.instalment_id === null)),
            })}{' '}
            {mayChange && (
              <Link
                to={contractHref(convention, 'schedule', id, 'payers')}
                aria-label={m.convention_payers_change({ what: title })}
              >
                {m.convention_change()}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {fundings.length > 0 && (
        <details>
          <summary>{m.convention_payers_history({ count: fundings.length })}</summary>
          <ul>
            {fundings.map((one) => (
              <li key={one.id}>
                {[
                  one.instalment ?? one.mission,
                  one.shares.length === 0 ? m.convention_payers_as_mission() : sharesText(one),
                  m.convention_written_by({ by: one.by, at: formatInstant(one.at) }),
                  one.amendment !== null && m.convention_amendment_number({ number: String(one.amendment) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function PayerTable({ payers }: Pick<PayersProps, 'payers'>) {
  const readsInvoices = payers.every(({ invoicedCents }) => invoicedCents !== null)
  return (
    <div className="table-scroll">
      <table className="table cards">
        <caption className="unseen">{m.convention_payers()}</caption>
        <thead>
          <tr>
            <th scope="col">{m.convention_payer()}</th>
            <th scope="col" className="number">
              {m.convention_payer_budget()}
            </th>
            {readsInvoices && (
              <>
                <th scope="col" className="number">
                  {m.convention_payer_invoiced()}
                </th>
                <th scope="col" className="number">
                  {m.convention_payer_remaining()}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {payers.map(({ partyId, name, budgetCents, invoicedCents }) => (
            <tr key={partyId}>
              <th scope="row">{name}</th>
              <td className="number" data-title={m.convention_payer_budget()}>
                {euros(budgetCents)}
              </td>
              {invoicedCents !== null && (
                <>
                  <td className="number" data-title={m.convention_payer_invoiced()}>
                    {euros(invoicedCents)}
                  </td>
                  <td className="number" data-title={m.convention_payer_remaining()}>
                    {euros(budgetCents - invoicedCents)}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
