import { redirect } from 'react-router'
import { z } from 'zod'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/objective-reword.page.ts'
import { ObjectiveForm } from './objective-form.tsx'
import { ObjectiveInput } from './objective-input.ts'
import { rewordObjective, versionsOf } from './objectives.server.ts'
import { objectivesTrail, partnersHref } from './trail.ts'

export const handle = { trail: objectivesTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_objective_reword()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'partners.objective.write')
    const [newest] = await versionsOf(tx, args.params.objective)
    return { newest }
  })
}

const Reworded = ObjectiveInput.extend({ from: z.coerce.number().int().min(1) })

export function action(args: Route.ActionArgs) {
  const { convention, objective } = args.params
  return submit(args, Reworded, async (tx, { from, ...wording }) => {
    await rewordObjective(tx, objective, from, wording)
    return redirect(partnersHref(convention, 'objectives', objective), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_objective_reworded() }),
    })
  })
}

export default function RewordObjective({ loaderData: { newest }, actionData }: Route.ComponentProps) {
  return (
    <Page title={m.partners_objective_reword()} lead={newest.title}>
      <Notice>{m.partners_objective_reword_consequence()}</Notice>
      <ObjectiveForm wording={newest} answer={actionData} submit={m.partners_objective_reword()} />
    </Page>
  )
}
