// Who may import whom, said once here and written for Biome: node bin/import-rules.ts
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The rooms in the order in which they may be read: each one those before it, never one after it. */
export const ROOMS = [
  'convention',
  'partners',
  'stock', // before the territory, which is measured from the residences (docs/decisions/070)
  'territory',
  'mobilisation',
  'survey',
  'training',
  'exchange',
  'watch',
  'neighbours',
  'reports',
  'account', // members and doors need every room; no room needs them
]

interface Pattern {
  group: string[]
  message: string
}

const SQL: Pattern = {
  group: ['kysely', 'pg', 'pg-*'],
  message: 'Only *.server.ts and *.job.ts speak SQL.',
}
const SCREEN: Pattern = {
  group: ['react', 'react-dom', 'react-dom/**', 'react-aria-components', 'react-aria-components/**'],
  message: 'A server file knows no screen.',
}

/** The configuration that `biome.json` extends. */
export function importRules() {
  return {
    overrides: [
      ...ROOMS.flatMap(roomRules),
      rule(['app/platform/**', 'app/ui/**'], [none(ROOMS, 'platform and ui know no room.')]),
      rule(['packages/**'], [{ group: paths('**', ''), message: 'A package knows nothing of the application.' }]),
    ],
  }
}

function roomRules(room: string, place: number) {
  const earlier = ROOMS.slice(0, place)
  const later = ROOMS.slice(place + 1)
  const others = none([...earlier, ...later], 'A page or component imports only its own room, ui and platform.')
  const after = none(later, `The room ${room} knows no room after it.`)
  const servers = none(earlier, 'Of another room only *.server.ts may be imported.', ['!**/*.server.ts'])
  const ts = `app/${room}/**/*.ts`
  const screenless = [`app/${room}/**/*.server.ts`, `app/${room}/**/*.job.ts`, `app/${room}/**/*.test.ts`]
  return [
    rule([`app/${room}/**/*.tsx`], [others, SQL]),
    rule([ts, ...screenless.map((glob) => `!${glob}`)], [after, servers, SQL]),
    rule(screenless, [after, servers, SCREEN]),
  ]
}

function none(rooms: string[], message: string, except: string[] = []): Pattern {
  return { group: [...rooms.flatMap((room) => paths(`${room}/**`, room)), ...except], message }
}

// The subpath import, and the relative ways around it.
function paths(inside: string, room: string) {
  const up = room === '' ? ['../app/**', '../../app/**', '../../../app/**'] : [`../${inside}`, `../../${inside}`]
  return [`#app/${inside}`, ...up]
}

function rule(includes: string[], patterns: Pattern[]) {
  const kept = patterns.filter(({ group }) => group.some((glob) => !glob.startsWith('!')))
  return {
    includes,
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns: kept } } } } },
  }
}

export const RULES_FILE = join(import.meta.dirname, '../biome.rooms.json')

if (import.meta.main) writeFileSync(RULES_FILE, `${JSON.stringify(importRules(), null, 2)}\n`)
