import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The walk over all pages first: it is the longest, and would go on alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => Number(isWalk(b)) - Number(isWalk(a)))
  }
}

function isWalk({ moduleId }: TestSpecification): boolean {
  return moduleId.endsWith('/every-page.e2e.ts')
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'interface',
          include: ['e2e/interface.test.ts', 'e2e/page-weight.test.ts'],
          globalSetup: 'e2e/build.ts',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
