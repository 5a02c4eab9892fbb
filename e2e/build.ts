import { buildIfChanged } from '../bin/build-if-changed.ts'
import { unpackBrowser } from './browser.ts'

/** Builds the pages once for all tests that look at what the browser gets. */
export async function setup() {
  await unpackBrowser()
  buildIfChanged(() => undefined)
}
