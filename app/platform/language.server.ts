/** Words for someone who is not asking now: work that goes on after its page has been answered. */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  getServerAsyncLocalStorage,
  type Locale,
  overwriteServerAsyncLocalStorage,
  type ParaglideAsyncLocalStorage,
} from '#messages/runtime.js'

/** Everything said and written within `act` is in this language, whatever else the process answers meanwhile. */
export function inLanguage<Result>(language: Locale, act: () => Promise<Result>): Promise<Result> {
  return storage().run({ locale: language, messageCalls: new Set() }, act)
}

/** The store that pages answer from, too: whoever comes first makes it. */
function storage(): ParaglideAsyncLocalStorage {
  const known = getServerAsyncLocalStorage()
  if (known) return known
  const made: ParaglideAsyncLocalStorage = new AsyncLocalStorage()
  overwriteServerAsyncLocalStorage(made)
  return made
}
