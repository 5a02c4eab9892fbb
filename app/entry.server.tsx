import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router'
import { nonceContext } from '#app/platform/request-context.ts'

const RENDER_MS = 6_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: Readonly<RouterContextProvider>,
): Promise<Response> {
  const nonce = context.get(nonceContext)
  const nonced = nonce === undefined ? {} : { nonce } // the dev server sets none
  const whole = isbot(request.headers.get('user-agent'))
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Promise((resolve, reject) => {
    let failed = false
    const answer = () => {
      clearTimeout(timer)
      const body = new PassThrough()
      stream.pipe(body)
      resolve(new Response(createReadableStreamFromReadable(body), { status: failed ? 500 : status, headers }))
    }
    const stream = renderToPipeableStream(<ServerRouter context={entry} url={request.url} {...nonced} />, {
      ...nonced,
      onShellReady: () => whole || answer(),
      onAllReady: () => whole && answer(),
      onShellError: reject,
      onError: () => {
        failed = true // said by the route's own error page; the fault itself is logged by handleError
      },
    })
    const timer = setTimeout(() => stream.abort(), RENDER_MS)
  })
}
