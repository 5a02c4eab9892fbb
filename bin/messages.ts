import { compile } from '@inlang/paraglide-js'
import { CATALOGUES, catalogue } from './catalogues.ts'

/** How the catalogues become functions: shared by the Vite build and by the tools that run without Vite. */
export const messageSettings = {
  project: './project.inlang',
  outdir: './build/messages',
  strategy: ['cookie', 'preferredLanguage', 'baseLocale'] as ('cookie' | 'preferredLanguage' | 'baseLocale')[],
  cookieName: 'palier-language',
  emitReadme: false,
  emitPrettierIgnore: false,
  // TypeScript then reads declarations instead of checking generated JavaScript at each run.
  emitTsDeclarations: true,
}

/** The compiler never ends on a key that two catalogues hold. */
function refuseTwins(): void {
  const held = new Map<string, string>()
  for (const pattern of CATALOGUES) {
    for (const key of Object.keys(catalogue(pattern, 'fr'))) {
      const other = held.get(key)
      if (other) throw new Error(`The message ${key} stands in ${other} and in ${pattern}: rename one.`)
      held.set(key, pattern)
    }
  }
}

if (import.meta.main) {
  refuseTwins()
  await compile(messageSettings)
  process.exit() // the compiler's own timers would hold the process for half a minute
}
