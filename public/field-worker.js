// Keeps the page of the interviewers usable without a network, and locks what lies on the device when somebody signs out.
const PAGE = /^\/c\/[^/]+\/survey\/device$/
const KEPT = 'palier-field'
const PATIENCE_MS = 4000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (request.method === 'POST' && /^\/sign-out(\.data)?$/.test(pathname))
    event.respondWith(lock().then(() => fetch(request)))
  if (request.method !== 'GET') return
  if (request.mode === 'navigate' && PAGE.test(pathname)) event.respondWith(page(request))
  else if (pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

// The page says what it is made of: all of it is kept, or the former version stays.
self.addEventListener('message', (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep).then(() => event.source?.postMessage({ kept: true })))
})

async function keep(urls) {
  const cache = await caches.open(KEPT)
  const known = new Set((await cache.keys()).map(({ url }) => url))
  const wanted = urls.map((url) => new URL(url, self.location.origin).href)
  const isPage = (url) => PAGE.test(new URL(url).pathname)
  const fresh = wanted.filter((url) => !known.has(url) || isPage(url))
  // A redirect leads to the sign-in page: that one must never be kept in place of this.
  await cache.addAll(fresh.map((url) => new Request(url, { redirect: 'error' })))
  for (const url of known) if (!wanted.includes(url) && !isPage(url)) await cache.delete(url)
}

async function page(request) {
  const asked = fetch(request).catch(() => undefined)
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))
  const answer = await Promise.race([asked, late])
  if (answer?.ok) return answer
  // Signed out meanwhile: the kept page says that something waits here, which the sign-in page does not know.
  return (await caches.match(request, { ignoreSearch: true })) ?? (await asked) ?? Response.error()
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
        cursor.update({ ...cursor.value, key: null })
        cursor.continue()
      }
    }
  })
}
