import { inConvention } from '#app/platform/database.server.ts'
import { actor, sayRefusal } from '#app/platform/page.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import { answeredOf, valuesOf } from '#app/ui/read-form.ts'
import type { Route } from './+types/interview-keep.action.ts'
import { AnswersForm, keepForm } from './answer-form.server.ts'

/** What was written until now, sent at each pause while listening. */
export async function action(args: Route.ActionArgs) {
  const member = await actor(args)
  const sent = AnswersForm.parse(answeredOf(valuesOf(await args.request.formData())))
  try {
    await inConvention(member, (tx) => keepForm(tx, args.params.interview, sent))
    return Response.json({ savedAt: new Date().toISOString() })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return Response.json({ refused: sayRefusal(error).message }, { status: error.status })
  }
}
