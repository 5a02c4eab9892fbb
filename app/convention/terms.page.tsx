import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { DateField, NumberField, TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { isDay } from '#packages/schedule/days.ts'
import type { Route } from './+types/terms.page.ts'
import { amendmentsToChoose } from './amendments.server.ts'
import { Cents } from './amounts.ts'
import { AmendmentField } from './fields.tsx'
import { Amendment } from './input.ts'
import { missionTerms } from './schedule.server.ts'
import { MOST_SUSPENSIONS } from './schedule-choices.ts'
import { changeTerms } from './terms.server.ts'
import { scheduleTrail } from './trail.ts'
import { afterWriting } from './written.server.ts'

export const handle = { trail: scheduleTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_terms_change()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    const choice = await amendmentsToChoose(tx, args.url)
    const mission = (await missionTerms(tx, choice.under)).find(({ id }) => id === args.params.mission)
    if (!mission) throw new Refusal('platform.not-found', { status: 404 })
    const { title, budgetCents, semesters, suspensions } = mission
    return { title, budgetCents, semesters, suspensions, choice }
  })
}

const Months = z.coerce.number().int().min(1).max(60)

const Terms = z
  .looseObject({ budgetCents: Cents, semesters: z.coerce.number().int().min(1).max(40), amendmentId: Amendment })
  .transform(({ budgetCents, semesters, amendmentId, ...form }, context) => {
    const suspensions = Array.from({ length: MOST_SUSPENSIONS }, (_, at) => ({
      from: z.string().default('').parse(form[`suspended.${at}.from`]),
      months: z.string().default('').parse(form[`suspended.${at}.months`]),
      at,
    })).filter(({ from, months }) => from !== '' || months !== '')
    return {
      budgetCents,
      semesters,
      amendmentId,
      suspensions: suspensions.map(({ from, months, at }) => {
        const counted = Months.safeParse(months)
        if (!isDay(from))
          context.addIssue({
            code: 'custom',
            path: [`suspended.${at}.from`],
            params: { code: 'convention.not-a-day' },
          })
        if (!counted.success)
          context.addIssue({
            code: 'custom',
            path: [`suspended.${at}.months`],
            params: { code: 'convention.not-months' },
          })
        return { from, months: counted.data ?? 1 }
      }),
    }
  })

export function action(args: Route.ActionArgs) {
  const { convention, mission } = args.params
  return submit(args, Terms, async (tx, terms) => {
    await changeTerms(tx, mission, terms)
    return afterWriting({ convention, ...terms, path: ['schedule'], message: m.convention_schedule_saved() })
  })
}

export default function TermsPage({ loaderData, actionData }: Route.ComponentProps) {
  const { title, budgetCents, semesters, suspensions, choice } = loaderData
  const lines = Math.min(MOST_SUSPENSIONS, suspensions.length + 1)
  return (
    <Page title={m.convention_terms_change()} lead={title}>
      <p>{m.convention_terms_lead()}</p>
      <Form answer={actionData}>
        <TextField
          name="budgetCents"
          label={m.convention_budget()}
          value={(budgetCents / 100).toFixed(2).replace('.', ',')}
          short
        />
        <NumberField
          name="semesters"
          label={m.convention_semesters_count()}
          hint={m.convention_semesters_hint()}
          value={semesters}
        />
        <fieldset className="field">
          <legend>{m.convention_suspensions()}</legend>
          <p className="hint">{m.convention_suspensions_hint()}</p>
          {Array.from({ length: lines }, (_, at) => {
            const number = String(at + 1)
            const known = suspensions[at]
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a suspension has no name but its place
              <div key={at} className="field-list">
                <DateField
                  name={`suspended.${at}.from`}
                  label={m.convention_suspended_from({ number })}
                  value={known?.from ?? ''}
                  optional
                />
                <NumberField
                  name={`suspended.${at}.months`}
                  label={m.convention_suspended_months({ number })}
                  {...(known ? { value: known.months } : {})}
                  optional
                />
              </div>
            )
          })}
        </fieldset>
        <AmendmentField {...choice} />
        <SubmitButton>{m.convention_settings_save()}</SubmitButton>
      </Form>
    </Page>
  )
}
