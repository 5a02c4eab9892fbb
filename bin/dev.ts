// `npm run dev`: the same house, its pages taken from the sources as they are saved. Hot reload comes with Vite.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createServer as createVite } from 'vite'
import { explain } from './explain.ts'
import { HouseOfSources } from './house-of-sources.ts'

process.env.NODE_ENV = 'development'
process.env.LOG_LEVEL ??= 'warn'
process.env.PALIER_INTERFACE ??= '1'
process.env.PALIER_DEMONSTRATION ??= 'true'

try {
  const { settings } = await import('../app/platform/settings.server.ts')
  const { startHouse } = await import('../server.ts')
  const house = await startHouse({
    port: settings.PORT,
    prepare: async ({ ownerUrl, appUrl }) => {
      const { loadDemonstration } = await import('../demo/load.ts')
      await loadDemonstration({ ownerUrl, appUrl, say: console.log })
    },
    serve: ({ appUrl }, port) => serveSources(appUrl, port, settings.HOST),
  })
  console.log(
    `\nPalier, as it is being written, is at ${house.url}\nThe demonstration's people: ${house.url}/sign-in/demonstration`,
  )
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}

/** Vite answers for the sources, and the same pages as ever for the rest: sessions and refusals are those of the product. */
async function serveSources(appUrl: string, port: number, host: string) {
  const http = createServer()
  const vite = await createVite({ server: { middlewareMode: true, hmr: { server: http } }, appType: 'custom' })
  onlyWeEnd()
  const house = new HouseOfSources(vite, appUrl)
  await house.pages()
  http.on('request', (request, response) => {
    vite.middlewares(request, response, async () => {
      try {
        await getRequestListener((await house.pages()).fetch)(request, response)
      } catch (error) {
        console.error(error)
        response.writeHead(500).end(explain(error))
      }
    })
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, resolve)
  })
  return {
    url: `http://localhost:${port}`,
    close: async () => {
      http.closeAllConnections()
      http.close()
      await house.close()
      await vite.close()
    },
  }
}

/** Servers that Vite's plugins start would end the process at once, and leave the database running. */
function onlyWeEnd() {
  const [ours] = process.listeners('SIGTERM')
  for (const theirs of process.listeners('SIGTERM')) if (theirs !== ours) process.off('SIGTERM', theirs)
  process.stdin.removeAllListeners('end')
}
