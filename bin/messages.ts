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

if (import.meta.main) {
  await compile(messageSettings)
  process.exit() // the compiler's own timers would hold the process for half a minute
}
