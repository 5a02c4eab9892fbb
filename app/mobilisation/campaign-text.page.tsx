import { data, redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { originOf } from '#app/platform/secret-token.server.ts'
import { Actions } from '#app/ui/actions.tsx'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextArea, TextField } from '#app/ui/text-field.tsx'
import { WritingHelp } from '#app/ui/writing-help.tsx'
import { m } from '#messages'
import { remarksOn } from '#packages/plain-language/remarks.ts'
import { frenchTypography } from '#packages/plain-language/typography.ts'
import type { Route } from './+types/campaign-text.page.ts'
import { campaignOf, writeText } from './campaigns.server.ts'
import { openEvents } from './events/events.server.ts'
import { FIELDS } from './fields.ts'
import { linesOver } from './page-fit.server.ts'
import { campaignTrail, mobilisationHref } from './trail.ts'
import { TooLong } from './words.tsx'

export const handle = { trail: campaignTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.mobilisation_text_edit()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'mobilisation.campaign.write')
    const campaign = await campaignOf(tx, args.params.campaign)
    return {
      campaign,
      events: await openEvents(tx, originOf(args.request)),
      remarks: remarksOn(`${campaign.subject}\n${campaign.body}`),
      over: await linesOver(tx, campaign),
    }
  })
}

const Written = z.object({
  intent: z.enum(['check', 'typeset', 'save']),
  version: z.coerce.number().int().min(1),
  subject: z.string().trim().min(1).max(150),
  body: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1).max(6000)),
  link: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]).default(''),
  event: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable()
    .default(null),
})

export function action(args: Route.ActionArgs) {
  const { convention, campaign: id } = args.params
  return submit(args, Written, async (tx, { intent, version, link, event, ...typed }) => {
    must(tx.actor, 'mobilisation.campaign.write')
    const campaign = await campaignOf(tx, id)
    const target = event ?? (link || null)
    if (intent === 'save') {
      await writeText(tx, campaign, version, { ...typed, link: target })
      return redirect(mobilisationHref(convention, 'campaigns', id), {
        headers: await flashHeaders({ tone: 'good', message: m.mobilisation_text_saved() }),
      })
    }
    const words =
      intent === 'check' ? typed : { subject: frenchTypography(typed.subject), body: frenchTypography(typed.body) }
    return data({
      refusal: [],
      values: { ...words, link, event: event ?? '' },
      remarks: remarksOn(`${words.subject}\n${words.body}`),
      over: await linesOver(tx, { ...campaign, ...words, link: target }),
    })
  })
}

const SUBJECT_WORDS = {
  letter: m.mobilisation_subject,
  poster: m.mobilisation_poster_title,
  email: m.mobilisation_subject,
  sms: m.mobilisation_sms_sender,
}

export default function CampaignText({ loaderData, actionData }: Route.ComponentProps) {
  const { campaign, events } = loaderData
  const ofEvent = events.some(({ value }) => value === campaign.link)
  const checked = actionData && 'remarks' in actionData ? actionData : null
  return (
    <Page title={m.mobilisation_text_edit()} lead={campaign.title}>
      {campaign.stage !== 'draft' && <Notice tone="warn">{m.mobilisation_text_voids()}</Notice>}
      {campaign.kind !== 'poster' && (
        <p>{m.mobilisation_fields({ fields: FIELDS.map((name) => `{${name}}`).join(', ') })}</p>
      )}
      {/* Drawn anew after a check, so that corrected words show. */}
      <Form key={JSON.stringify(checked?.values ?? '')} answer={actionData}>
        <input type="hidden" name="version" value={campaign.version} />
        <TextField
          name="subject"
          label={SUBJECT_WORDS[campaign.kind]()}
          {...(campaign.kind === 'sms' ? { hint: m.mobilisation_sms_sender_hint() } : {})}
          value={campaign.subject}
        />
        <TextArea name="body" label={m.mobilisation_body()} rows={18} value={campaign.body} />
        {events.length > 0 && (
          <SelectField
            name="event"
            label={m.mobilisation_link_event()}
            hint={m.mobilisation_link_event_hint()}
            value={ofEvent ? (campaign.link ?? '') : ''}
            choices={events}
            optional
          />
        )}
        <TextField
          type="url"
          name="link"
          label={m.mobilisation_link()}
          hint={m.mobilisation_link_hint()}
          value={ofEvent ? '' : (campaign.link ?? '')}
          optional
        />
        <Actions>
          <SubmitButton name="intent" value="save">
            {m.mobilisation_text_save()}
          </SubmitButton>
          <SubmitButton kind="plain" name="intent" value="check">
            {m.mobilisation_text_check()}
          </SubmitButton>
          <SubmitButton kind="quiet" name="intent" value="typeset">
            {m.mobilisation_text_typeset()}
          </SubmitButton>
        </Actions>
      </Form>
      <div aria-live="polite" className="stack">
        <TooLong lines={(checked ?? loaderData).over} />
        <WritingHelp remarks={checked?.remarks ?? loaderData.remarks} />
      </div>
    </Page>
  )
}
