import { data, Link, redirect } from 'react-router'
import { z } from 'zod'
import { answering, sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { Shell } from '#app/ui/shell.tsx'
import { m } from '#messages'
import type { Route } from './+types/unsubscribe.page.ts'
import { opt, optOutOf } from './opt-outs.server.ts'

export const meta: Route.MetaFunction = () => [
  { title: `${m.mobilisation_opt_out()} · Palier` },
  { name: 'robots', content: 'noindex' },
]

/** Looking changes nothing: programs that check mail open every link. */
export async function loader({ params: { token } }: Route.LoaderArgs) {
  const seen = await optOutOf(token).catch((error: unknown) => {
    if (error instanceof Refusal) throw data(sayRefusal(error), { status: error.status })
    throw error
  })
  return { ...seen, consents: `/consent/${token}` }
}

// A mail program's own button sends `List-Unsubscribe=One-Click` and no intent (RFC 8058).
const Press = z.object({ intent: z.enum(['out', 'in']).default('out') })

export async function action({ request, params: { token } }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), Press, async ({ intent }) => {
    await opt(token, intent === 'out')
    throw redirect(`/unsubscribe/${token}`)
  })
}

export default function Unsubscribe({
  loaderData: { landlord, operator, isOut, consents },
  actionData,
}: Route.ComponentProps) {
  return (
    <Shell>
      <Page title={m.mobilisation_opt_out()} lead={m.mobilisation_opt_out_of({ landlord, operator })}>
        {isOut && <Notice tone="good">{m.mobilisation_opted_out()}</Notice>}
        <p>{m.mobilisation_opt_out_limits({ landlord })}</p>
        <Form intent={isOut ? 'in' : 'out'} answer={actionData}>
          <SubmitButton kind={isOut ? 'plain' : 'primary'}>
            {isOut ? m.mobilisation_opt_in_press() : m.mobilisation_opt_out_press()}
          </SubmitButton>
        </Form>
        <p>
          <Link to={consents}>{m.mobilisation_consent_own_see()}</Link>
        </p>
      </Page>
    </Shell>
  )
}
