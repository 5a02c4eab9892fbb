import { Link } from 'react-router'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'

export const meta = () => [{ title: `${m.account_sent_title()} · Palier` }]

export default function LinkSent() {
  return (
    <Page title={m.account_sent_title()} lead={m.account_sent_lead()}>
      <ul>
        <li>{m.account_sent_same_browser()}</li>
        <li>{m.account_sent_junk()}</li>
        <li>{m.account_sent_unknown()}</li>
      </ul>
      <p>
        <Link to="/sign-in">{m.account_sent_again()}</Link>
      </p>
    </Page>
  )
}
