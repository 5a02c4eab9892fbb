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

/** axe on one part of a page, as it stands now. */
export async function axeOn(page: Page, part: string, rules?: string[]): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false, ...(rules ? { runOnly: rules } : {}) })
    .include(part)
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))
}

/** What axe does not look at: width, heading, title. */
export function plainFaultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement
    const headings = document.querySelectorAll('h1')
    const tooWide = `wider than its screen: ${root.scrollWidth} of ${root.clientWidth}`
    return [
      ...(root.scrollWidth > root.clientWidth ? [tooWide] : []),
      ...(headings.length === 1 ? [] : [`${headings.length} main headings`]),
      ...(headings[0]?.textContent?.trim() ? [] : ['no words in the main heading']),
      ...(/^\S.* [·–] Palier$|^Palier$/.test(document.title) ? [] : [`title: "${document.title}"`]),
    ]
  })
}

/** The page at rest: its scripts have started, its map is drawn. */
export async function atRest(page: Page): Promise<void> {
  const map = page.locator('main .map').first()
  if ((await map.count()) > 0) await page.locator('.maplibregl-canvas').first().waitFor()
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2000 })))
}
