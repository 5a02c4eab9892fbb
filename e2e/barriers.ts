/** What stands in somebody's way on a page, in words; an empty list when nothing does. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** Everything that the browser complains about from now on: broken scripts, and what the security policy stopped. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    // A page that answers 403, 404 or 422 is noted as an error too.
    if (message.type() === 'error' && !/status of 4(03|04|22)/.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

export async function barriersOf(page: Page, { onlyWidth = false } = {}): Promise<string[]> {
  if (onlyWidth) return page.evaluate(plainFaults)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))
  return [...found, ...(await page.evaluate(plainFaults))]
}

/** Runs in the page. */
function plainFaults(): string[] {
  const root = document.documentElement
  const headings = document.querySelectorAll('h1')
  return [
    ...(root.scrollWidth > root.clientWidth ? [`wider than its screen: ${root.scrollWidth} of ${root.clientWidth}`] : []),
    ...(headings.length === 1 ? [] : [`${headings.length} main headings`]),
    ...(headings[0]?.textContent?.trim() ? [] : ['no words in the main heading']),
    ...(/\S.* [·–] Palier$|^Palier$/.test(document.title) ? [] : [`title: "${document.title}"`]),
    ...(document.querySelector('main') ? [] : ['no main part']),
  ]
}
