import { inConvention } from '#app/platform/database.server.ts'
import { actor, read } from '#app/platform/page.server.ts'
import type { Route } from './+types/job-events.page.ts'
import { isOver, jobView } from './job-view.server.ts'
import { watchJob } from './job-watch.server.ts'

const LOOK_ANYWAY_MS = 4_000

/** Server-sent events: the job's state at once, then at each change, until it is over or the reader leaves. */
export async function loader(args: Route.LoaderArgs) {
  const asking = await actor(args)
  const id = args.params.job
  const first = await read(args, (tx) => jobView(tx, id))
  const { signal } = args.request
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let busy = false
      const say = (view: unknown) => controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(view)}\n\n`))
      const end = () => {
        unwatch()
        clearInterval(anyway)
        signal.removeEventListener('abort', end)
        try {
          controller.close()
        } catch {
          // the reader closed it first
        }
      }
      const look = async () => {
        if (busy || signal.aborted) return
        busy = true
        try {
          const view = await inConvention(asking, (tx) => jobView(tx, id))
          say(view)
          if (isOver(view.state)) end()
        } catch {
          end() // the page asks again by itself
        }
        busy = false
      }
      const unwatch = watchJob(id, look)
      const anyway = setInterval(look, LOOK_ANYWAY_MS)
      signal.addEventListener('abort', end)
      say(first)
      if (isOver(first.state)) end()
    },
  })
  return new Response(stream, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  })
}
