/** The field page, where somebody of a panel is to be seen. */
import type { Locator, Page } from 'playwright-core'
import { CONVENTION } from './sign-in.ts'

/** The card of one person, on the page of the residence where they live. The same tenant may be in another panel too. */
export async function cardInField(page: Page, { id, residence }: { id: string; residence: string }): Promise<Locator> {
  await page.goto(`${CONVENTION}/survey/field?residence=${residence}`)
  return page.getByRole('listitem').filter({ has: page.locator(`a[href$="${id}"]`) })
}
