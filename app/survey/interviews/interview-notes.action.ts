import { inConvention } from '#app/platform/database.server.ts'
import { actor } from '#app/platform/page.server.ts'
import { answeredOf, valuesOf } from '#app/ui/read-form.ts'
import type { Route } from './+types/interview-notes.action.ts'
import { keepClosingNotes } from './closing-notes.server.ts'
import { NotesForm } from './interview-input.ts'
import { savedOrRefused } from './saved-or-refused.server.ts'

/** What was noted of a whole interview until now, sent at each pause before it is finished. */
export async function action(args: Route.ActionArgs) {
  const member = await actor(args)
  const { notes } = NotesForm.parse(answeredOf(valuesOf(await args.request.formData())))
  const pen = { author: member.memberId, at: new Date() }
  return savedOrRefused(() => inConvention(member, (tx) => keepClosingNotes(tx, args.params.interview, notes, pen)))
}
