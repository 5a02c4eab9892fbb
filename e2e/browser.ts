import chromium from '@sparticuz/chromium'
import { type Browser, type Page, chromium as playwright } from 'playwright-core'

/** Unpacks the Chromium of the packages. Before the first story: several at once would start it half unpacked. */
export async function unpackBrowser(): Promise<void> {
  if (!process.env.CHROMIUM_PATH) await chromium.executablePath()
}

/** With it the browser ends when a page closes. */
const SINGLE_PROCESS = '--single-process'
/** Without a graphics card, to paint pages as if there were one costs more than all else; maps still have their WebGL. */
const PLAIN_PAINTING = ['--disable-gpu-rasterization', '--disable-gpu-compositing']

/** Starts a real Chromium: the one that comes with the packages, or the one at CHROMIUM_PATH. Close it after use. */
export async function startBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH
  return playwright.launch({
    executablePath: own ?? (await chromium.executablePath()),
    args: [...chromium.args.filter((flag) => flag !== SINGLE_PROCESS), ...PLAIN_PAINTING],
    headless: true,
  })
}

/** Until the page's scripts hear what is done to it: what is pressed before goes the way of a page without scripts, or nowhere. */
export function untilAlive(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const isAlive = () =>
      Object.keys(document.querySelector('main') ?? {}).some((key) => key.startsWith('__reactProps'))
    while (!isAlive()) await new Promise((resolve) => setTimeout(resolve, 50))
  })
}
