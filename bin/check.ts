// `npm run check`: all that can be known without running the product. Stops at the first thing that is not right.
import { runStages } from './stages.ts'

export const CHECKS = [
  {
    name: 'messages',
    command: ['node', 'bin/messages.ts'],
    remedy: 'A catalogue (app/*/messages/*.json) cannot be compiled.',
  },
  {
    name: 'page types',
    command: ['react-router', 'typegen'],
    remedy: 'app/routes.ts or a page it names is not right.',
  },
  { name: 'types', command: ['tsc'], remedy: 'Types do not hold.' },
  { name: 'types of bin/*.mjs', command: ['tsc', '-p', 'bin'], remedy: 'Types do not hold.' },
  {
    name: 'format, lint, import rules',
    command: ['biome', 'ci', '--diagnostic-level=error', '--colors=off'],
    remedy: '`npx biome check --write` settles what can be settled.',
  },
  { name: 'nothing unused', command: ['knip', '--no-progress'], remedy: 'Remove what nobody uses.' },
]

if (import.meta.main) {
  process.exitCode = (await runStages(CHECKS)) ? 0 : 1
  if (process.exitCode === 0) console.log('All is in order.')
}
