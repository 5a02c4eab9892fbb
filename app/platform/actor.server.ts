/** From a request to the member who asks. */
import { redirect, type RouterContextProvider } from 'react-router'
import { type Actor, memberOf } from './database.server.ts'
import { Refusal } from './refusal.ts'
import { type Person, personContext } from './request-context.ts'

interface Asked {
  context: Readonly<RouterContextProvider>
  params: { convention?: string }
}

/** The signed-in person, or the sign-in page. */
export function person({ context }: Pick<Asked, 'context'>): Person {
  const someone = context.get(personContext)
  if (!someone) throw redirect('/sign-in')
  return someone
}

/** The member of the URL's convention. A convention of others and one that does not exist give the same answer. */
export async function actor(asked: Asked): Promise<Actor> {
  const member = await memberOf(person(asked).id, asked.params.convention ?? '')
  if (!member) throw new Refusal('platform.not-found', { status: 404 })
  return member
}
