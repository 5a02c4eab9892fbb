/** Invitations, and the letters that wait for an administrator to hand them on. */
import type { Page } from 'playwright-core'
import { find } from './house.ts'
import { CONVENTION } from './sign-in.ts'

interface Guest {
  name: string
  email: string
  /** The role as the form words it. */
  role: string
}

export async function invite(lead: Page, { name, email, role }: Guest, convention = CONVENTION): Promise<void> {
  await lead.goto(`${convention}/members/invite`)
  await lead.getByLabel('Nom').fill(name)
  await lead.getByLabel('Adresse électronique').fill(email)
  await lead.getByRole('checkbox', { name: new RegExp(`^${role}`) }).check()
  await lead.getByRole('button', { name: 'Envoyer l’invitation' }).click()
  await lead.getByText(name).first().waitFor()
}

/** Path of the link in the last letter to someone, read as they would read it. */
export async function linkIn(email: string): Promise<string> {
  const { body } = await find<{ body: string }>(
    'select body from mail where recipient = $1 order by written_at desc limit 1',
    [email],
  )
  const link = /http\S+/.exec(body)?.[0]
  if (!link) throw new Error('This letter has no link')
  const { pathname, search } = new URL(link)
  return `${pathname}${search}`
}
