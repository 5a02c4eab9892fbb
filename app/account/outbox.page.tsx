import { settings } from '#app/platform/settings.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatInstant, formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { State } from '#app/ui/state.tsx'
import { Tabs } from '#app/ui/tabs.tsx'
import { m } from '#messages'
import type { Route } from './+types/outbox.page.ts'
import { administer, type WaitingMail, waitingMail } from './administration.server.ts'
import { administrationTabs } from './administration-tabs.ts'

export const meta = () => [{ title: `${m.account_outbox()} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  return administer(asked, async (tx) => ({
    mails: await waitingMail(tx),
    byHand: settings.SMTP_URL === undefined,
  }))
}

export default function Outbox({ loaderData: { mails, byHand } }: Route.ComponentProps) {
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
        <Letter key={mail.id} mail={mail} />
      ))}
    </Page>
  )
}

function Letter({ mail }: { mail: WaitingMail }) {
  return (
    <article className="section">
      <h2>{mail.subject}</h2>
      <p>
        {m.account_mail_to({ recipient: mail.recipient, date: formatInstant(mail.writtenAt) })}{' '}
        {mail.problem && (
          <State tone="warn">{m.account_mail_tried({ tries: formatNumber(mail.tries), problem: mail.problem })}</State>
        )}
      </p>
      {mail.body && (
        <details>
          <summary>{m.account_mail_show()}</summary>
          {mail.body.split('\n\n').map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </details>
      )}
    </article>
  )
}
