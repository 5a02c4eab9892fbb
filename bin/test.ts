// `npm test`: everything that must hold, from the quickest to the slowest. Arguments go to vitest: `npm test -- app/stock`.
import { availableParallelism } from 'node:os'
import { CHECKS } from './check.ts'
import { runStages } from './stages.ts'

const wanted = process.argv.slice(2)

const STORIES = ['vitest', 'run', '--project', 'interface', '--project', 'browser']

const TESTS = [
  {
    name: 'unit tests and commands',
    command: ['vitest', 'run', '--project', 'unit', '--project', 'commands', ...quiet(), ...wanted],
    remedy: 'A promise of a package, of the interface or of a command is broken.',
    speaks: true,
  },
  {
    name: 'integration tests on PostgreSQL',
    command: ['vitest', 'run', '--project', 'house', ...quiet(), ...wanted],
    remedy: 'A promise of a room or of the platform is broken.',
    speaks: true,
  },
  {
    name: 'interface and stories in Chromium',
    // One more than there are cores: a story waits for its pages half of the time.
    command: [...STORIES, `--maxWorkers=${availableParallelism() + 1}`, ...quiet(), ...wanted],
    remedy: 'Somebody cannot do in the browser what they should.',
    speaks: true,
  },
]

function quiet() {
  return ['--passWithNoTests', '--reporter=dot']
}

process.exitCode = (await runStages([...CHECKS, ...TESTS])) ? 0 : 1
if (process.exitCode === 0) console.log('\nEverything holds.')
