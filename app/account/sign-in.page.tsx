import { redirect } from 'react-router'
import { z } from 'zod'
import { answering } from '#app/platform/page.server.ts'
import { addressContext, personContext } from '#app/platform/request-context.ts'
import { settings } from '#app/platform/settings.server.ts'
import { LinkButton, SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/sign-in.page.ts'
import { oidcIsOffered } from './auth-options.server.ts'
import { DemonstrationDoors } from './demonstration-doors.tsx'
import { PasskeySignIn } from './passkey-press.tsx'
import { Path } from './path.ts'
import { askLink, demonstrationPeople } from './sign-in.server.ts'

export const meta = () => [{ title: `${m.account_sign_in_title()} · Palier` }]

export const headers: Route.HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request, context }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const next = Path.parse(searchParams.get('next'))
  if (context.get(personContext)) throw redirect(next)
  return {
    next,
    refused: searchParams.has('error'),
    oidc: oidcIsOffered ? settings.OIDC_NAME : null,
    people: await demonstrationPeople(),
  }
}

const Asked = z.object({
  email: z
    .email()
    .max(254)
    .transform((email) => email.toLowerCase()),
  next: Path,
})

export async function action({ request, context }: Route.ActionArgs) {
  const values = valuesOf(await request.formData())
  return answering({ ...values, email: String(values.email ?? '').trim() }, Asked, async ({ email, next }) => {
    throw redirect('/sign-in/sent', { headers: await askLink(request, context.get(addressContext), email, next) })
  })
}

export default function SignIn({ loaderData: { next, refused, oidc, people }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.account_sign_in_title()} lead={m.account_sign_in_lead()}>
      {refused && <Notice tone="bad">{m.account_sign_in_refused()}</Notice>}
      {people.length > 0 && <DemonstrationDoors people={people} />}
      <Section title={m.account_sign_in_by_link()}>
        <Form answer={actionData} action="/sign-in">
          <input type="hidden" name="next" value={next} />
          <TextField
            name="email"
            type="email"
            label={m.account_email()}
            hint={m.account_sign_in_hint()}
            autoComplete="username webauthn"
          />
          <SubmitButton>{m.account_sign_in_ask()}</SubmitButton>
        </Form>
      </Section>
      <Section title={m.account_sign_in_by_passkey()}>
        <PasskeySignIn next={next} />
      </Section>
      {oidc && (
        <Section title={m.account_sign_in_by_oidc()}>
          <LinkButton to="/sign-in/oidc" download>
            {m.account_sign_in_with({ provider: oidc })}
          </LinkButton>
        </Section>
      )}
    </Page>
  )
}
