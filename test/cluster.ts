/** One PostgreSQL for the whole test run, with a migrated template that each test file copies in a blink. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startCluster } from '../app/platform/cluster.server.ts'
import { installQueue } from '../app/platform/jobs.server.ts'
import { migrate } from '../app/platform/migrate.server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
  }
}

export const APP_PASSWORD = 'only-for-tests'

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'palier-test-'))
  const cluster = await startCluster(folder, 'owner-for-tests', false)
  const template = new URL(cluster.ownerUrl)
  template.pathname = '/palier_template'
  await migrate(template.href, APP_PASSWORD)
  await installQueue(template.href)
  project.provide('ownerUrl', cluster.ownerUrl)
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
