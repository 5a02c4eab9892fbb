import { person } from '#app/platform/page.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/second-step.page.ts'
import { PasskeyAdd, PasskeySignIn } from './passkey-press.tsx'
import { passkeysOf } from './passkeys.server.ts'
import { Path } from './path.ts'

export const meta = () => [{ title: `${m.account_step_title()} · Palier` }]

/** Between the letter and the pages, for members who see persons: their mailbox alone must not be enough. */
export async function loader(asked: Route.LoaderArgs) {
  const reader = person(asked)
  return {
    next: Path.parse(new URL(asked.request.url).searchParams.get('next')),
    known: (await passkeysOf(reader.id)).length > 0,
  }
}

export default function SecondStep({ loaderData: { next, known } }: Route.ComponentProps) {
  return (
    <Page title={m.account_step_title()} lead={known ? m.account_step_use() : m.account_step_add()}>
      <p>{m.account_step_why()}</p>
      {known ? <PasskeySignIn next={next} /> : <PasskeyAdd next={next} />}
      <Notice>{known ? <p>{m.account_step_lost()}</p> : <p>{m.account_step_what()}</p>}</Notice>
    </Page>
  )
}
