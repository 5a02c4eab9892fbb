import { redirect } from 'react-router'
import { personContext } from '#app/platform/request-context.ts'
import type { Route } from './+types/sign-out.action.ts'
import { endAllSessions, endSession, forgetting } from './session.server.ts'

/** Everywhere is asked for here too: by this address a phone knows to lock what lies on it. */
export async function action({ context, url }: Route.ActionArgs) {
  const reader = context.get(personContext)
  const isEverywhere = url.searchParams.get('where') === 'everywhere'
  if (reader) await (isEverywhere ? endAllSessions(reader.id) : endSession(reader.id, reader.sessionId))
  return redirect('/sign-in', { headers: forgetting() })
}

/** Whoever opens the address by hand finds nothing changed. */
export function loader() {
  return redirect('/')
}
