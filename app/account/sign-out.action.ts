import { redirect } from 'react-router'
import { personContext } from '#app/platform/request-context.ts'
import type { Route } from './+types/sign-out.action.ts'
import { endSession, forgetting } from './session.server.ts'

export async function action({ context }: Route.ActionArgs) {
  const reader = context.get(personContext)
  if (reader) await endSession(reader.id, reader.sessionId)
  return redirect('/sign-in', { headers: forgetting() })
}

/** Whoever opens the address by hand finds nothing changed. */
export function loader() {
  return redirect('/')
}
