/** Figures for whoever runs the installation, in the form Prometheus reads. Routes are named by their pattern: a URL holds codes and ids. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { appPool } from './database.server.ts'

const registry = new Registry()
collectDefaultMetrics({ register: registry }) // memory, processor, event loop lag, garbage collection

export const httpSeconds = new Histogram({
  name: 'palier_http_seconds',
  help: 'Time to answer a request',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.6, 0.8, 1.5, 3, 6],
  registers: [registry],
})

new Gauge({
  name: 'palier_database_connections',
  help: 'Connections of this process to PostgreSQL, and requests waiting for one',
  labelNames: ['state'] as const,
  registers: [registry],
  collect() {
    const { totalCount, idleCount, waitingCount } = appPool()
    this.set({ state: 'busy' }, totalCount - idleCount)
    this.set({ state: 'idle' }, idleCount)
    this.set({ state: 'waited-for' }, waitingCount)
  },
})

new Gauge({
  name: 'palier_work',
  help: 'Jobs and letters of the whole installation, by state',
  labelNames: ['what', 'state'] as const,
  registers: [registry],
  async collect() {
    const { rows } = await appPool().query<{ what: string; state: string; number: number }>(
      'select what, state, number from operations_work()',
    )
    this.reset()
    for (const { what, state, number } of rows) this.set({ what, state }, number)
  },
})

export async function metrics(): Promise<{ text: string; type: string }> {
  return { text: await registry.metrics(), type: registry.contentType }
}
