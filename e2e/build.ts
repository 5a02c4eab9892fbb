import { buildIfChanged } from '../bin/build-if-changed.ts'

/** Builds the pages once for all tests that look at what the browser gets. */
export function setup() {
  buildIfChanged(() => undefined)
}
