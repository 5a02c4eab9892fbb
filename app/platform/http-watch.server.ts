/** Around every request: its reference, its line in the log, its time in the metrics; and no method that nothing answers to. */
import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { inRequest, log } from './log.server.ts'
import { httpSeconds } from './metrics.server.ts'
import { plainPage } from './plain-page.server.ts'

const METHODS = ['GET', 'HEAD', 'POST']

export function watched(patternOf: (path: string) => string): MiddlewareHandler {
  return (c, next) =>
    inRequest(async () => {
      const started = performance.now()
      await next()
      const ms = performance.now() - started
      const { method } = c.req
      const { status } = c.res
      const route = patternOf(c.req.path)
      httpSeconds.observe({ method, route, status }, ms / 1000)
      // The pattern only: a path may hold a token, and what people typed stays out altogether.
      log.info({ method, route, status, ms: Math.round(ms) })
    })
}

export const refuseMethods: MiddlewareHandler = async (c, next) => {
  if (METHODS.includes(c.req.method)) return next()
  c.header('Allow', METHODS.join(', '))
  return plainPage(c, 405)
}

/** Words that are no method at all never reach the pages: Node answers them 400, where 405 is meant. */
export function answerUnknownMethods(server: Pick<EventEmitter, 'on'>): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable) return socket.destroy()
    const status = error.code === 'HPE_INVALID_METHOD' ? '405 Method Not Allowed' : '400 Bad Request'
    socket.end(`HTTP/1.1 ${status}\r\nAllow: ${METHODS.join(', ')}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
  })
}
