import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/** Starts a real Chromium: the one that comes with the packages, or the one at CHROMIUM_PATH. Close it after use. */
export async function startBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH
  return playwright.launch({
    executablePath: own ?? (await chromium.executablePath()),
    // Single-process flags of the packaged build end the browser when a page closes.
    args: [...chromium.args.filter((flag) => flag !== '--single-process' && flag !== '--no-zygote'), '--no-zygote'],
    headless: true,
  })
}
