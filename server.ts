import { serve } from '@hono/node-server'

const { pages } = await import('./build/server/index.js')
serve({ fetch: pages().fetch, port: Number(process.env.PORT ?? 3000) })
