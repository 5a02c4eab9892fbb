/** Has the page and all it is made of kept on the device, so that it opens without a network. */
export async function keepPage(): Promise<void> {
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
  registration.active?.postMessage({ keep: [...new Set([location.pathname, ...loaded, ...linked])] })
}
