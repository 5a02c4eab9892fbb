import { basename } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, which would go on alone at the end. */
const LONGEST = [
  'every-page.e2e.ts',
  'faults.e2e.ts',
  'interviews.e2e.ts',
  'landlord-files.e2e.ts',
  'permissions.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.indexOf(basename(moduleId))
  return place === -1 ? LONGEST.length : place
}

export default defineConfig({
  test: {
    maxWorkers: '100%', // otherwise one core of two stays idle
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'app/ui/**/*.test.{ts,tsx}', 'demo/**/*.test.ts'],
          isolate: false, // each module is read once, not once for each file that imports it
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'commands',
          include: ['bin/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['app/**/*.test.{ts,tsx}'],
          exclude: ['app/ui/**'],
          isolate: false,
          globalSetup: './test/cluster.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          env: { LOG_LEVEL: 'silent' },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: './e2e/demonstration.ts',
          testTimeout: 300_000,
          hookTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'interface',
          include: ['e2e/interface.test.ts', 'e2e/page-weight.test.ts'],
          globalSetup: 'e2e/build.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
