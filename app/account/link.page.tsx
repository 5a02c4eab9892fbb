import { Link, redirect } from 'react-router'
import { z } from 'zod'
import { answering } from '#app/platform/page.server.ts'
import { addressContext } from '#app/platform/request-context.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { m } from '#messages'
import type { Route } from './+types/link.page.ts'
import { pace } from './auth.server.ts'
import { Path } from './path.ts'
import { openLink } from './sign-in.server.ts'

export const meta = () => [{ title: `${m.account_link_title()} · Palier` }]

/** Opening the letter's link changes nothing: mail scanners open links. The press below uses it up. */
export function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  return { token: searchParams.get('token') ?? '', next: Path.parse(searchParams.get('next')) }
}

const Press = z.object({ token: z.string().max(200), next: Path, device: z.enum(['mine', 'shared']).catch('shared') })

export async function action({ request, context }: Route.ActionArgs) {
  return answering(valuesOf(await request.formData()), Press, async ({ token, next, device }) => {
    await pace(context.get(addressContext))
    throw redirect(next, { headers: await openLink(request, token, device === 'shared') })
  })
}

export default function OpenLink({ loaderData: { token, next }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.account_link_title()} lead={m.account_link_lead()}>
      <Form answer={actionData} reload>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <RadioGroup
          name="device"
          label={m.account_device_question()}
          value="shared"
          choices={[
            { value: 'mine', label: m.account_device_mine(), hint: m.account_device_mine_hint() },
            { value: 'shared', label: m.account_device_shared(), hint: m.account_device_shared_hint() },
          ]}
        />
        <SubmitButton>{m.account_link_press()}</SubmitButton>
      </Form>
      {actionData && (
        <p>
          <Link to="/sign-in">{m.account_sent_again()}</Link>
        </p>
      )}
    </Page>
  )
}
