import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { NumberField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/payers.page.ts'
import { amendments } from './amendments.server.ts'
import { BasisPoints } from './amounts.ts'
import { AmendmentField } from './fields.tsx'
import { fundings, payerByDefault, settleFunding, sharesOf } from './funding.server.ts'
import { Amendment } from './input.ts'
import { missions } from './missions.server.ts'
import { parties } from './parties.server.ts'
import { instalments } from './schedule.server.ts'
import { contractHref, scheduleTrail } from './trail.ts'
import { euros } from './words.ts'

export const handle = { trail: scheduleTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_payers()} – Palier` }]

const WHOLE_BP = 10_000

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    const mission = (await missions(tx)).find(({ id }) => id === args.params.mission)
    if (!mission) throw new Refusal('platform.not-found', { status: 404 })
    const own = (await instalments(tx)).filter(({ mission_id }) => mission_id === mission.id)
    const asked = args.url.searchParams.get('instalment')
    const instalment = own.find(({ id }) => id === asked) ?? null
    const held = sharesOf(await fundings(tx), mission.id, instalment)
    const known = await parties(tx)
    const fallback = payerByDefault(known)
    return {
      title: mission.title,
      instalment: instalment?.id ?? '',
      free: own.filter(({ invoiced_cents }) => (invoiced_cents ?? 0) <= 0),
      payers: known
        .filter(({ part }) => part !== 'operator')
        .map(({ id, name }) => ({
          id,
          name,
          shareBp:
            held.find(({ partyId }) => partyId === id)?.shareBp ??
            (held.length === 0 && id === fallback?.id ? WHOLE_BP : 0),
        })),
      amendments: await amendments(tx),
    }
  })
}

/** A share for each party, under its id: absent when it pays nothing. */
const Funding = z
  .looseObject({ instalmentId: z.uuid().nullable().default(null), amendmentId: Amendment })
  .transform(({ instalmentId, amendmentId, ...form }, context) => ({
    instalmentId,
    amendmentId,
    shares: Object.entries(form).flatMap(([name, value]) => {
      const partyId = z.uuid().safeParse(name.replace(/^share\./, ''))
      if (!name.startsWith('share.') || !partyId.success) return []
      const share = BasisPoints.safeParse(value)
      if (!share.success)
        context.addIssue({ code: 'custom', path: [name], params: { code: 'convention.not-an-amount' } })
      return [{ partyId: partyId.data, shareBp: share.data ?? 0 }]
    }),
  }))

export function action(args: Route.ActionArgs) {
  const { convention, mission } = args.params
  return submit(args, Funding, async (tx, funding) => {
    await settleFunding(tx, { missionId: mission, ...funding })
    return redirect(contractHref(convention, 'schedule'), {
      headers: await flashHeaders({ tone: 'good', message: m.convention_payers_saved() }),
    })
  })
}

export default function Payers({ loaderData, actionData }: Route.ComponentProps) {
  const { title, instalment, free, payers, amendments } = loaderData
  return (
    <Page title={m.convention_payers()} lead={title}>
      <p>{m.convention_payers_lead()}</p>
      <Form answer={actionData}>
        <SelectField
          name="instalmentId"
          label={m.convention_payers_of()}
          hint={m.convention_payers_of_hint()}
          value={instalment}
          optional
          choices={free.map(({ id, label, due_on, net_cents }) => ({
            value: id,
            label: `${label} · ${formatDate(due_on, 'medium')} · ${euros(net_cents)}`,
          }))}
        />
        {payers.map(({ id, name, shareBp }) => (
          <NumberField
            key={id}
            name={`share.${id}`}
            label={m.convention_share_of({ name })}
            {...(shareBp > 0 ? { value: shareBp / 100 } : {})}
            decimal
            optional
          />
        ))}
        <AmendmentField amendments={amendments} />
        <SubmitButton>{m.convention_payers_save()}</SubmitButton>
      </Form>
    </Page>
  )
}
