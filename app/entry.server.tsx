import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { type EntryContext, isRouteErrorResponse, type RouterContextProvider, ServerRouter } from 'react-router'
import { log } from '#app/platform/log.server.ts'
import { type PageFacts, PageFactsContext } from '#app/platform/page-facts.ts'
import { nonceContext, referenceContext } from '#app/platform/request-context.ts'

const RENDER_MS = 6_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: Readonly<RouterContextProvider>,
): Promise<Response> {
  const nonce = context.get(nonceContext)
  const nonced = nonce === null ? {} : { nonce } // the dev server sets none
  const reference = context.get(referenceContext)
  const facts: PageFacts = { ...nonced, ...(reference === null ? {} : { reference }) }
  const whole = isbot(request.headers.get('user-agent'))
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Promise((resolve, reject) => {
    let failed = false
    const answer = () => {
      const body = new PassThrough().on('close', () => clearTimeout(timer))
      stream.pipe(body)
      resolve(new Response(createReadableStreamFromReadable(body), { status: failed ? 500 : status, headers }))
    }
    const page = (
      <PageFactsContext value={facts}>
        <ServerRouter context={entry} url={request.url} {...nonced} />
      </PageFactsContext>
    )
    const stream = renderToPipeableStream(page, {
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

/** Faults go to the log under the number that their page shows; a reader who went away is none. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
) {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  log.error({ err: error, fault: context.get(referenceContext) }, 'page failed')
}
