import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextArea } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/text.page.ts'
import { territoryText, writeText } from './facts.server.ts'
import { territoryHref, territoryTrail } from './trail.ts'

export const handle = { trail: territoryTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.territory_text_edit()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'territory.text.write')
    const { sentences, proposed } = await territoryText(tx)
    return { sentences, proposed }
  })
}

const MOST_SENTENCES = 20
const Sentence = z.string().trim().max(1000).default('')
const Written = z.looseObject({ restore: z.string().optional() })

export function action(args: Route.ActionArgs) {
  const { convention } = args.params
  return submit(args, Written, async (tx, form) => {
    const { sentences, proposed } = await territoryText(tx)
    // A sentence keeps the figures of its place, so that rewording it does not cut it from its trace.
    const kept = Array.from({ length: MOST_SENTENCES }, (_, at) => ({
      text: Sentence.parse(form[`sentence.${at}`]),
      figures: sentences[at]?.figures ?? [],
    }))
    await writeText(tx, form.restore ? proposed : kept.filter(({ text }) => text !== ''))
    return redirect(territoryHref(convention), {
      headers: await flashHeaders({ tone: 'good', message: m.territory_text_saved() }),
    })
  })
}

export default function TextPage({ loaderData, actionData }: Route.ComponentProps) {
  const { sentences, proposed } = loaderData
  const places = Math.min(MOST_SENTENCES, sentences.length + 2)
  return (
    <Page title={m.territory_text_edit()} lead={m.territory_text_edit_lead()}>
      <Form answer={actionData}>
        {Array.from({ length: places }, (_, at) => (
          <TextArea
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in the text is its name
            key={at}
            name={`sentence.${at}`}
            label={m.territory_sentence({ number: String(at + 1) })}
            value={sentences[at]?.text ?? ''}
            rows={3}
            optional
          />
        ))}
        <SubmitButton>{m.territory_save()}</SubmitButton>
        {proposed.length > 0 && (
          <SubmitButton kind="quiet" name="restore" value="yes">
            {m.territory_text_restore()}
          </SubmitButton>
        )}
      </Form>
    </Page>
  )
}
