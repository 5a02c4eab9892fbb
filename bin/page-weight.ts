// JavaScript of a first visit, as it goes over the wire: what the browser loads before anything is pressed.
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '..')
const Part = z.object({ module: z.string(), imports: z.array(z.string()).default([]) })
const Manifest = z.object({
  entry: Part,
  routes: z.record(z.string(), Part.extend({ path: z.string().optional(), clientActionModule: z.string().nullish() })),
})

/**
 * Bytes of compressed JavaScript that one page needs at first: the entry, the root and the page's own modules.
 *
 * @param routeId as React Router names it: the page's file from `app/`, without its extension
 * @throws when nothing was built, or the route is unknown
 */
export function firstPageBytes(routeId: string): { brotli: number; gzip: number; files: string[] } {
  const { entry, routes } = readManifest()
  const page = routes[routeId]
  const root = routes.root
  if (!page || !root) throw new Error(`no route ${routeId} among ${Object.keys(routes).join(', ')}`)
  const files = [...new Set([entry, root, page].flatMap(({ module, imports }) => [module, ...imports]))]
  const sum = (ending: string) => files.reduce((total, file) => total + sizeOf(`${file}${ending}`), 0)
  return { brotli: sum('.br'), gzip: sum('.gz'), files }
}

/** Every route of the build that is a page of its own. */
export function builtRoutes(): string[] {
  return Object.keys(readManifest().routes).filter((id) => id.endsWith('.page'))
}

function readManifest() {
  const [file] = globSync('build/client/assets/manifest-*.js', { cwd: ROOT })
  if (!file) throw new Error('build the pages first: node bin/build.ts')
  const text = readFileSync(join(ROOT, file), 'utf8')
  return Manifest.parse(JSON.parse(text.slice(text.indexOf('=') + 1, text.lastIndexOf('}') + 1)))
}

function sizeOf(file: string) {
  return statSync(join(ROOT, 'build/client', file)).size
}

if (import.meta.main) {
  for (const route of builtRoutes()) {
    const { brotli, gzip } = firstPageBytes(route)
    console.log(`${route}  ${(brotli / 1000).toFixed(1)} kB brotli  ${(gzip / 1000).toFixed(1)} kB gzip`)
  }
}
