import { redirect } from 'react-router'
import { z } from 'zod'
import { answering } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { valuesOf } from '#app/ui/read-form.ts'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/convention-new.page.ts'
import { administer, createConvention } from './administration.server.ts'

export const meta = () => [{ title: `${m.account_convention_new()} – Palier` }]

export function loader(asked: Route.LoaderArgs) {
  return administer(asked, async () => null)
}

const Short = z.string().trim().min(2).max(200)
const Asked = z.object({
  name: z.string().trim().min(3).max(200),
  code: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9]([a-z0-9-]{1,38})[a-z0-9]$/, { error: 'code', abort: true }),
  operator: Short,
  landlord: Short,
  communes: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,;]+/).filter((code) => code !== ''))
    .pipe(z.array(z.string().regex(/^(\d{5}|2[AB]\d{3})$/)).max(500)),
  leadName: z.string().trim().min(1).max(200),
  leadEmail: z
    .string()
    .trim()
    .pipe(z.email().max(254))
    .transform((email) => email.toLowerCase()),
})

export async function action(asked: Route.ActionArgs) {
  return answering(valuesOf(await asked.request.formData()), Asked, async (input) => {
    await administer(asked, (tx, personId) => createConvention(tx, asked.request, personId, input))
    throw redirect('/administration', {
      headers: await flashHeaders({ tone: 'good', message: m.account_convention_created() }),
    })
  })
}

export default function NewConvention({ actionData }: Route.ComponentProps) {
  return (
    <Page title={m.account_convention_new()} lead={m.account_convention_new_lead()}>
      <Form answer={actionData}>
        <TextField name="name" label={m.account_name()} />
        <TextField name="code" label={m.account_code()} hint={m.account_code_hint()} short />
        <TextField name="operator" label={m.account_operator()} />
        <TextField name="landlord" label={m.account_landlord()} />
        <TextField name="communes" label={m.account_communes()} hint={m.account_communes_hint()} optional />
        <TextField name="leadName" label={m.account_lead_name()} />
        <TextField name="leadEmail" type="email" label={m.account_lead_email()} />
        <SubmitButton>{m.account_convention_create()}</SubmitButton>
      </Form>
    </Page>
  )
}
