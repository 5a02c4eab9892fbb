import { readFileSync } from 'node:fs'
import { compile } from '@inlang/paraglide-js'

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
  const settings: { 'plugin.inlang.messageFormat': { pathPattern: string[] } } = JSON.parse(
    readFileSync('project.inlang/settings.json', 'utf8'),
  )
  const held = new Map<string, string>()
  for (const pattern of settings['plugin.inlang.messageFormat'].pathPattern) {
    const path = pattern.replace('{locale}', 'fr')
    for (const key of Object.keys(JSON.parse(readFileSync(path, 'utf8')))) {
      const other = held.get(key)
      if (other && key !== '$schema')
        throw new Error(`The message ${key} stands in ${other} and in ${path}: rename one.`)
      held.set(key, path)
    }
  }
}

if (import.meta.main) {
  refuseTwins()
  await compile(messageSettings)
  process.exit() // the compiler's own timers would hold the process for half a minute
}
