import { redirect } from 'react-router'
import { must } from '#app/platform/database.server.ts'
import { read, submit } from '#app/platform/page.server.ts'
import { flashHeaders } from '#app/ui/flash.server.ts'
import { Page } from '#app/ui/page.tsx'
import { m } from '#messages'
import type { Route } from './+types/objective-new.page.ts'
import { ObjectiveForm } from './objective-form.tsx'
import { ObjectiveInput } from './objective-input.ts'
import { proposeObjective } from './objectives.server.ts'
import { objectivesTrail, partnersHref } from './trail.ts'

export const handle = { trail: objectivesTrail }

export const meta: Route.MetaFunction = () => [{ title: `${m.partners_objective_propose()} – Palier` }]

export function loader(args: Route.LoaderArgs) {
  return read(args, async (tx) => {
    must(tx.actor, 'partners.objective.write')
    return {}
  })
}

export function action(args: Route.ActionArgs) {
  return submit(args, ObjectiveInput, async (tx, wording) => {
    const id = await proposeObjective(tx, wording)
    return redirect(partnersHref(args.params.convention, 'objectives', id), {
      headers: await flashHeaders({ tone: 'good', message: m.partners_objective_proposed() }),
    })
  })
}

export default function NewObjective({ actionData }: Route.ComponentProps) {
  return (
    <Page title={m.partners_objective_propose()} lead={m.partners_objective_propose_lead()}>
      <ObjectiveForm answer={actionData} submit={m.partners_objective_propose()} />
    </Page>
  )
}
