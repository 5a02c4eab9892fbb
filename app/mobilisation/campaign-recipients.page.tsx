import { redirect } from 'react-router'
import { z } from 'zod'
import { read, submit } from '#app/platform/page.server.ts'
import { may } from '#app/platform/permissions.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, Section } from '#app/ui/page.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { State } from '#app/ui/state.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/campaign-recipients.page.ts'
import { campaignOf } from './campaigns.server.ts'
import { pageFrom } from './page-number.ts'
import { nameTown, type RecipientProblem, recipientCounts, recipientsOf, townsOf } from './recipients.server.ts'
import { campaignTrail, mobilisationHref } from './trail.ts'

export const handle = { trail: campaignTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_recipients()} – Palier` }]

const PAGE_ROWS = 25

export async function loader(args: Route.LoaderArgs) {
  const { convention, campaign: id } = args.params
  const page = pageFrom(args.request)
  return read(args, async (tx) => {
    const campaign = await campaignOf(tx, id)
    const { total } = await recipientCounts(tx, campaign)
    const recipients = await recipientsOf(tx, campaign, { limit: PAGE_ROWS, offset: (page - 1) * PAGE_ROWS })
    return {
      here: mobilisationHref(convention, 'campaigns', id, 'recipients'),
      page,
      pages: Math.ceil(total / PAGE_ROWS),
      total,
      recipients: recipients.map(({ personId, lines, problems }) => ({ personId, lines, problems })),
      towns: await townsOf(tx),
      maySend: may(tx.actor, 'mobilisation.campaign.send'),
    }
  })
}

const Town = z.object({ code: z.string().regex(/^\d{5}$/), name: z.string().trim().min(1).max(32) })

export function action(args: Route.ActionArgs) {
  const { convention, campaign } = args.params
  return submit(args, Town, async (tx, { code, name }) => {
    await nameTown(tx, code, name)
    return redirect(mobilisationHref(convention, 'campaigns', campaign, 'recipients'))
  })
}

const PROBLEM_WORDS: Record<RecipientProblem, () => string> = {
  'no-name': m.mobilisation_problem_name,
  'no-street': m.mobilisation_problem_street,
  postcode: m.mobilisation_problem_postcode,
  'no-town': m.mobilisation_problem_town,
  'too-long': m.mobilisation_problem_long,
  'empty-field': m.mobilisation_problem_field,
}

export default function Recipients({ loaderData, actionData }: Route.ComponentProps) {
  const { here, page, pages, total, recipients, towns, maySend } = loaderData
  return (
    <Page title={m.mobilisation_recipients()} lead={m.mobilisation_recipients_lead({ count: total })}>
      {total === 0 && (
        <EmptyState title={m.mobilisation_recipients_empty()}>{m.mobilisation_recipients_empty_next()}</EmptyState>
      )}
      {total > 0 && (
        <div className="table-scroll">
          <table className="table cards">
            <caption className="unseen">{m.mobilisation_recipients()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.mobilisation_address()}</th>
                <th scope="col">{m.mobilisation_address_state()}</th>
              </tr>
            </thead>
            <tbody>
              {recipients.map(({ personId, lines, problems }) => (
                <tr key={personId}>
                  <th scope="row">{lines.join(' · ')}</th>
                  <td data-title={m.mobilisation_address_state()}>
                    {problems.length === 0 ? (
                      <State tone="good">{m.mobilisation_address_good()}</State>
                    ) : (
                      <State tone="bad">{problems.map((problem) => PROBLEM_WORDS[problem]()).join(' ')}</State>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pagination page={page} pages={pages} hrefOf={(number) => `${here}?page=${number}`} />
      {maySend && towns.length > 0 && (
        <Section title={m.mobilisation_towns()}>
          <p>{m.mobilisation_towns_lead()}</p>
          {towns.map(({ code, name }) => (
            <Form
              key={`${code}-${name}`}
              layout="close"
              answer={actionData?.values.code === code ? actionData : undefined}
            >
              <input type="hidden" name="code" value={code} />
              <TextField name="name" label={m.mobilisation_town({ code })} value={name ?? ''} short />
              <SubmitButton kind="plain">
                {m.mobilisation_town_save()}
                <span className="unseen"> {code}</span>
              </SubmitButton>
            </Form>
          ))}
        </Section>
      )}
    </Page>
  )
}
