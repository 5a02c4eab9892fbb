import { inConvention } from '#app/platform/database.server.ts'
import { actor } from '#app/platform/page.server.ts'
import { answeredOf, valuesOf } from '#app/ui/read-form.ts'
import type { Route } from './+types/interview-keep.action.ts'
import { AnswersForm, keepForm } from './answer-form.server.ts'
import { savedOrRefused } from './saved-or-refused.server.ts'

/** What was written until now, sent at each pause while listening. */
export async function action(args: Route.ActionArgs) {
  const member = await actor(args)
  const sent = AnswersForm.parse(answeredOf(valuesOf(await args.request.formData())))
  return savedOrRefused(() => inConvention(member, (tx) => keepForm(tx, args.params.interview, sent)))
}
