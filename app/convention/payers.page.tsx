import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { SubmitButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choice-group.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate } from '#app/ui/format.ts'
import { Page } from '#app/ui/page.tsx'
import { SelectField } from '#app/ui/select-field.tsx'
import { TextField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import type { Route } from './+types/payers.page.ts'
import { amendmentsToChoose } from './amendments.server.ts'
import { BasisPoints } from './amounts.ts'
import { AmendmentField } from './fields.tsx'
import { fundingOf, fundings, payerByDefault, settleFunding } from './funding.server.ts'
import { Amendment } from './input.ts'
import { missions } from './missions.server.ts'
import { parties } from './parties.server.ts'
import { instalments } from './schedule.server.ts'
import { SHARE_UNITS } from './share-units.ts'
import { scheduleTrail } from './trail.ts'
import { euros } from './words.ts'
import { afterWriting } from './written.server.ts'

export const handle = { trail: scheduleTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.convention_payers()} – Palier` }]

export async function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'convention.contract.change')
    const mission = (await missions(tx)).find(({ id }) => id === args.params.mission)
    if (!mission) throw new Refusal('platform.not-found', { status: 404 })
    const own = (await instalments(tx)).filter(({ mission_id }) => mission_id === mission.id)
    const asked = args.url.searchParams.get('instalment')
    const instalment = own.find(({ id }) => id === asked) ?? null
    const choice = await amendmentsToChoose(tx, args.url)
    const held = fundingOf(await fundings(tx, choice.under), mission.id, instalment)
    const known = await parties(tx)
    const fallback = payerByDefault(known)
    return {
      title: mission.title,
      instalment: instalment?.id ?? '',
      free: own.filter(({ invoiced_cents }) => (invoiced_cents ?? 0) <= 0),
      unit: held?.unit ?? 'part',
      payers: known
        .filter(({ part }) => part !== 'operator')
        .map(({ id, name, is_confirmed }) => ({
          id,
          name,
          is_confirmed,
          weight: held?.shares.find(({ partyId }) => partyId === id)?.weight ?? Number(!held && id === fallback?.id),
        }))
        .filter(({ is_confirmed, weight }) => is_confirmed || weight > 0),
      choice,
    }
  })
}

const PARTS = z.coerce.number().int().min(0).max(1_000_000)

/** A share for each party, under its id: absent when it pays nothing. */
const Funding = z
  .looseObject({ instalmentId: z.uuid().nullable().default(null), unit: z.enum(SHARE_UNITS), amendmentId: Amendment })
  .transform(({ instalmentId, unit, amendmentId, ...form }, context) => ({
    instalmentId,
    unit,
    amendmentId,
    shares: Object.entries(form).flatMap(([name, value]) => {
      const partyId = z.uuid().safeParse(name.replace(/^share\./, ''))
      if (!name.startsWith('share.') || !partyId.success) return []
      const weight = unit === 'percent' ? BasisPoints.safeParse(value) : PARTS.safeParse(value)
      if (!weight.success) {
        const code = unit === 'percent' ? 'convention.not-an-amount' : 'convention.not-parts'
        context.addIssue({ code: 'custom', path: [name], params: { code } })
      }
      return [{ partyId: partyId.data, weight: weight.data ?? 0 }]
    }),
  }))

export function action(args: Route.ActionArgs) {
  const { convention, mission } = args.params
  return submit(args, Funding, async (tx, funding) => {
    await settleFunding(tx, { missionId: mission, ...funding })
    return afterWriting({ convention, ...funding, path: ['schedule'], message: m.convention_payers_saved() })
  })
}

export default function Payers({ loaderData, actionData }: Route.ComponentProps) {
  const { title, instalment, free, unit, payers, choice } = loaderData
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
        <RadioGroup
          name="unit"
          label={m.convention_share_unit()}
          value={unit}
          choices={[
            { value: 'part', label: m.convention_share_unit_part(), hint: m.convention_share_unit_part_hint() },
            {
              value: 'percent',
              label: m.convention_share_unit_percent(),
              hint: m.convention_share_unit_percent_hint(),
            },
          ]}
        />
        {payers.map(({ id, name, weight }) => (
          <TextField
            key={id}
            name={`share.${id}`}
            label={m.convention_share_of({ name })}
            value={weight > 0 ? (unit === 'percent' ? String(weight / 100).replace('.', ',') : String(weight)) : ''}
            short
            optional
          />
        ))}
        <AmendmentField {...choice} />
        <SubmitButton>{m.convention_payers_save()}</SubmitButton>
      </Form>
    </Page>
  )
}
