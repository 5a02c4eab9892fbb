import { read } from '#app/platform/page.server.ts'
import type { Route } from './+types/recording.action.ts'
import { rangeOf } from './byte-range.ts'
import { recordingToPlay } from './recordings.server.ts'

/** A sound or a photo for the browser that shows it; of a sound also a part, so that a player can jump. */
export async function loader(args: Route.LoaderArgs) {
  const { interview, recording } = args.params
  const { bytes, mediaType } = await read(args, (tx) => recordingToPlay(tx, interview, recording))
  const range = rangeOf(args.request.headers.get('range'), bytes.length)
  const headers = { 'Content-Type': mediaType, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' }
  if (range === 'beyond')
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${bytes.length}` } })
  const { first, last } = range ?? { first: 0, last: bytes.length - 1 }
  const part = new Uint8Array(bytes.subarray(first, last + 1))
  return new Response(part, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': String(part.length),
      ...(range ? { 'Content-Range': `bytes ${first}-${last}/${bytes.length}` } : {}),
    },
  })
}
