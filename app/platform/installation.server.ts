/** Opens the installation's database: the one that comes with the project, or the one DATABASE_URL names; brought up to date first. */
import { createHmac } from 'node:crypto'
import { type Cluster, startCluster } from './cluster.server.ts'
import { ownerOf } from './data-folder.server.ts'
import { installQueue } from './jobs.server.ts'
import { log } from './log.server.ts'
import { appPasswordFrom, appUrlFrom, migrate } from './migrate.server.ts'
import { installationSecret, settings } from './settings.server.ts'

export interface OpenDatabase {
  /** Owner: migrations, back-up, audit checks; never used to answer a person. */
  ownerUrl: string
  /** palier_app: everything else. */
  appUrl: string
  close: () => Promise<void>
}

/** The database as the process that serves it wants it: migrated, with its queue, started again should it be killed. */
export async function openDatabase(): Promise<OpenDatabase> {
  const server = await openServer()
  // A command beside a running server comes and goes without touching what that one stands on.
  const owner = ownerOf(settings.dataFolder)
  const isAnothers = owner !== undefined && owner.pid !== process.pid
  const close = async () => (isAnothers ? undefined : server.cluster?.stop())
  try {
    const secret = installationSecret()
    const appPassword = settings.DATABASE_APP_URL ? undefined : appPasswordFrom(secret)
    await migrate(server.ownerUrl, appPassword)
    await installQueue(server.ownerUrl)
    if (!isAnothers) server.cluster?.keepAlive((sentence) => log.error(sentence))
    return {
      ownerUrl: server.ownerUrl,
      appUrl: settings.DATABASE_APP_URL ?? appUrlFrom(server.ownerUrl, appPasswordFrom(secret)),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The database server alone, as it stands: for commands that look at it or replace what is in it. */
export async function openServer(): Promise<{ ownerUrl: string; cluster: Cluster | undefined }> {
  if (settings.DATABASE_URL) return { ownerUrl: settings.DATABASE_URL, cluster: undefined }
  const cluster = await startCluster(settings.dataFolder, clusterPasswordFrom(installationSecret()))
  return { ownerUrl: cluster.ownerUrl, cluster }
}

export function clusterPasswordFrom(secret: string): string {
  return createHmac('sha256', secret).update('cluster').digest('base64url')
}
