/** Opens the installation's database: the one that comes with the project, or the one DATABASE_URL names; brought up to date first. */
import { createHmac } from 'node:crypto'
import { startCluster } from './cluster.server.ts'
import { installQueue } from './jobs.server.ts'
import { appPasswordFrom, appUrlFrom, migrate } from './migrate.server.ts'
import { installationSecret, settings } from './settings.server.ts'

export interface OpenDatabase {
  /** Owner: migrations, back-up, audit checks; never used to answer a person. */
  ownerUrl: string
  /** palier_app: everything else. */
  appUrl: string
  close: () => Promise<void>
}

export async function openDatabase(): Promise<OpenDatabase> {
  const secret = installationSecret()
  const cluster = settings.DATABASE_URL
    ? undefined
    : await startCluster(settings.dataFolder, clusterPasswordFrom(secret))
  const ownerUrl = settings.DATABASE_URL ?? cluster?.ownerUrl ?? ''
  const appPassword = settings.DATABASE_APP_URL ? undefined : appPasswordFrom(secret)
  await migrate(ownerUrl, appPassword)
  await installQueue(ownerUrl)
  return {
    ownerUrl,
    appUrl: settings.DATABASE_APP_URL ?? appUrlFrom(ownerUrl, appPasswordFrom(secret)),
    close: async () => cluster?.stop(),
  }
}

function clusterPasswordFrom(secret: string): string {
  return createHmac('sha256', secret).update('cluster').digest('base64url')
}
