/** Somebody without a mouse: from one control to the next by Tab, always seeing where they are. */
import type { Locator, Page } from 'playwright-core'

const MOST_PRESSES = 60

/**
 * Tabs on until this control has the focus.
 *
 * @throws when it is not reached, when the focus jumps back on the way, or when a control does not show that it has the focus
 */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let press = 0; press < MOST_PRESSES; press++) {
    const before = await page.evaluateHandle(() => document.activeElement)
    await page.keyboard.press('Tab')
    const fault = await before.evaluate(faultOfStep)
    if (fault) throw new Error(`On the way to ${wanted}: ${fault}`)
    if (await wanted.evaluate((control) => control === document.activeElement)) return
  }
  throw new Error(`${wanted} is not reached by Tab`)
}

export async function pressByKey(page: Page, wanted: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press(key)
}

export async function typeInto(page: Page, wanted: Locator, text: string): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Runs in the page: what is wrong with where the focus went from here; nothing when it went on and is seen. */
function faultOfStep(before: Element | null): string | undefined {
  const now = document.activeElement
  if (!now || now === document.body) return 'the focus left the page'
  const words = `${now.tagName.toLowerCase()} « ${(now.textContent || now.getAttribute('name') || '').trim().slice(0, 60)} »`
  const isAfter = before === null || (before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  if (!isAfter) return `the focus went back to ${words}`
  const { outlineStyle, outlineWidth } = getComputedStyle(now)
  if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return `${words} does not show the focus`
  const { top, bottom } = now.getBoundingClientRect()
  return bottom < 0 || top > innerHeight ? `${words} has the focus out of sight` : undefined
}
