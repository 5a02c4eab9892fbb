import { settings } from '#app/platform/settings.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { DefinitionList } from '#app/ui/definition-list.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { pageNumber } from '#app/ui/page-number.ts'
import { Pagination } from '#app/ui/pagination.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/outbox.page.ts'
import { administer } from './administration.server.ts'
import { administrationTabs } from './administration-tabs.ts'
import { leavesByHand, type WaitingMail, waitingMail } from './outbox.server.ts'

export const meta = () => [{ title: `${m.account_outbox()} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  const page = pageNumber(asked.url.searchParams)
  return administer(asked, async (tx) => ({
    page,
    ...(await waitingMail(tx, page)),
    from: settings.MAIL_FROM,
    byHand: leavesByHand(),
  }))
}

export default function Outbox({ loaderData: { mails, page, pages, from, byHand } }: Route.ComponentProps) {
  return (
    <Page title={m.account_outbox()} lead={m.account_outbox_lead()}>
      <Tabs label={m.account_administration()} tabs={administrationTabs()} />
      {byHand && (
        <Notice tone="warn">
          <p>{m.account_outbox_by_hand()}</p>
        </Notice>
      )}
      {mails.length === 0 && <EmptyState title={m.account_outbox_empty()} />}
      {mails.map((mail) => (
        <Letter key={mail.id} mail={mail} from={from} />
      ))}
      <Pagination page={page} pages={pages} hrefOf={(number) => `/administration/mail?page=${number}`} />
    </Page>
  )
}

function Letter({ mail, from }: { mail: WaitingMail; from: string }) {
  const { id, subject, recipient, writtenAt, problem, tries, byHand } = mail
  return (
    <article className="section">
      <h2>{subject}</h2>
      <p>
        {m.account_mail_to({ recipient, date: formatInstant(writtenAt) })}{' '}
        {problem && <State tone="warn">{m.account_mail_tried({ tries: formatNumber(tries), problem })}</State>}
      </p>
      {byHand && (
        <details>
          <summary>
            {m.account_mail_show()}
            <span className="unseen"> {recipient}</span>
          </summary>
          <DefinitionList
            facts={[
              { term: m.account_mail_from(), value: from },
              { term: m.account_mail_recipient(), value: recipient },
              { term: m.account_mail_subject(), value: subject },
              ...(byHand.unsubscribe ? [{ term: m.account_mail_unsubscribe(), value: byHand.unsubscribe }] : []),
            ]}
          />
          <p className="letter">{byHand.body}</p>
          {byHand.hasCalendar && (
            <Actions>
              <LinkButton to={`/administration/mail/${id}/meeting.ics`} download>
                {m.account_mail_calendar()}
                <span className="unseen"> {recipient}</span>
              </LinkButton>
            </Actions>
          )}
        </details>
      )}
    </article>
  )
}
