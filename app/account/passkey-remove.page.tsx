import { data, redirect } from 'react-router'
import { answeringRefusals, person } from '#app/platform/page.server.ts'
import { ConfirmForm } from '#app/ui/confirm.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/passkey-remove.page.ts'
import { passkeysOf, removePasskey } from './passkeys.server.ts'

export async function loader(asked: Route.LoaderArgs) {
  const passkeys = await passkeysOf(person(asked).id)
  const number = passkeys.findIndex(({ id }) => id === asked.params.passkey) + 1
  const passkey = passkeys[number - 1]
  if (!passkey) throw data(null, { status: 404 })
  return { id: passkey.id, name: passkey.name ?? m.account_passkey_number({ number }) }
}

export async function action(asked: Route.ActionArgs) {
  const reader = person(asked)
  await answeringRefusals(() => removePasskey(reader.id, asked.params.passkey))
  return redirect('/account', {
    headers: await flashHeaders({ tone: 'good', message: m.account_passkey_removed() }),
  })
}

export default function RemovePasskey({ loaderData: { id, name } }: Route.ComponentProps) {
  return (
    <Page title={m.account_passkey_remove({ name })}>
      <ConfirmForm
        href={`/account/passkeys/${id}`}
        title={m.account_passkey_remove({ name })}
        consequence={<p>{m.account_passkey_remove_consequence()}</p>}
        submit={m.account_passkey_remove({ name })}
        cancel="/account"
      />
    </Page>
  )
}
