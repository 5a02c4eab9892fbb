// Keeps the pages of the field usable without a network, and locks what lies on the device when somebody signs out.
const KINDS = [
  { cache: 'palier-field', page: /^\/c\/[^/]+\/survey\/device$/ },
  { cache: 'palier-door', page: /^\/c\/[^/]+\/mobilisation\/events\/[^/]+\/door$/ },
]
/** The list of those who registered is never kept: without a network, the page at its side takes its place. */
const NAMES = /^(\/c\/[^/]+\/mobilisation\/events\/[^/]+\/)attendance$/
const PATIENCE_MS = 4000
/** A line that stalls must not keep this worker busy: a newer one would wait for it, and with it every page that is asked for. */
const KEEP_MS = 60_000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (request.method === 'POST' && /^\/sign-out(\.data)?$/.test(pathname))
    event.respondWith(lock().then(() => fetch(request)))
  if (request.method !== 'GET') return
  if (request.mode === 'navigate' && kindOf(pathname)) event.respondWith(page(request))
  else if (request.mode === 'navigate' && NAMES.test(pathname)) event.respondWith(namesOrDoor(request, pathname))
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

// The page says what it is made of: all of it is kept, or the former version stays.
self.addEventListener('message', (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep).then(() => event.source?.postMessage({ kept: true })))
})

function kindOf(pathname) {
  return KINDS.find(({ page }) => page.test(pathname))
}

async function keep({ page: path, parts }) {
  const kind = kindOf(path)
  if (!kind) return
  const cache = await caches.open(kind.cache)
  // A redirect leads to the sign-in page: that one must never be kept in place of this.
  const signal = AbortSignal.timeout(KEEP_MS)
  const answer = await fetch(new Request(path, { redirect: 'error', signal }))
  if (!answer.ok) return
  const named = (await answer.clone().text()).match(/\/assets\/[\w./-]+/g) ?? []
  const known = new Set((await cache.keys()).map(({ url }) => url))
  const wanted = [...new Set([...parts, ...named].map((url) => new URL(url, self.location.origin).href))]
  await cache.addAll(wanted.filter((url) => !known.has(url)).map((url) => new Request(url, { signal })))
  await cache.put(path, answer)
  const isPage = (url) => kind.page.test(new URL(url).pathname)
  for (const url of known) if (!wanted.includes(url) && !isPage(url)) await cache.delete(url)
}

async function page(request) {
  const asked = fetch(request).catch(() => undefined)
  const answer = await inTime(asked)
  if (answer?.ok) return answer
  // Signed out meanwhile: the kept page says that something waits here, which the sign-in page does not know.
  return (await caches.match(request, { ignoreSearch: true })) ?? (await asked) ?? Response.error()
}

async function namesOrDoor(request, pathname) {
  const asked = fetch(request).catch(() => undefined)
  const answer = await inTime(asked)
  if (answer) return answer
  const door = pathname.replace(NAMES, '$1door')
  return (await caches.match(door)) ? Response.redirect(door) : ((await asked) ?? Response.error())
}

function inTime(asked) {
  return Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
}

async function asset(request) {
  return (await caches.match(request)) ?? fetch(request)
}

/** Takes every key out of the store: what waits stays, and opens again when its member signs in. */
function lock() {
  return new Promise((resolve) => {
    const opening = indexedDB.open('palier-field')
    opening.onupgradeneeded = () => opening.transaction.abort() // nothing was ever kept here
    opening.onerror = () => resolve()
    opening.onsuccess = () => {
      const db = opening.result
      const end = () => {
        db.close()
        resolve()
      }
      const work = db.transaction(['devices', 'packs'], 'readwrite')
      work.oncomplete = end
      work.onabort = end
      work.objectStore('packs').clear()
      work.objectStore('devices').openCursor().onsuccess = ({ target: { result: cursor } }) => {
        if (!cursor) return
        cursor.update({ ...cursor.value, key: null, code: null })
        cursor.continue()
      }
    }
  })
}
