/**
 * Has a page and all it is made of kept on the device, so that it opens without a network: the one that is read, or another, of which
 * the server's own words name what it needs.
 */
export async function keepPage(path: string = location.pathname): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/field-worker.js').catch(() => undefined)
  if (!registration) return
  await navigator.serviceWorker.ready
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => new URL(name).pathname.startsWith('/assets/'))
  const linked = [
    ...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>(
      'link[href^="/assets/"], script[src^="/assets/"]',
    ),
  ].map((element) => ('href' in element ? element.href : element.src))
  registration.active?.postMessage({ keep: { page: path, parts: [...new Set([...loaded, ...linked])] } })
}
