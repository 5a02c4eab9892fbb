import { claimDataFolder, ownerOf } from '../app/platform/data-folder.server.ts'
import { openServer } from '../app/platform/installation.server.ts'
import { settings } from '../app/platform/settings.server.ts'

/**
 * The database server for one command: the one that runs, left running; or started for it, and stopped after. Nobody else can
 * start on the data folder meanwhile.
 */
export async function withServer<Result>(
  what: string,
  act: (server: { ownerUrl: string }) => Promise<Result>,
): Promise<Result> {
  const inUse = settings.DATABASE_URL !== undefined || ownerOf(settings.dataFolder)?.url !== undefined
  const folder = inUse ? undefined : await claimDataFolder(settings.dataFolder, what)
  try {
    const { ownerUrl, cluster } = await openServer()
    try {
      return await act({ ownerUrl })
    } finally {
      if (folder && !cluster?.wasRunning) await cluster?.stop()
    }
  } finally {
    folder?.release()
  }
}
