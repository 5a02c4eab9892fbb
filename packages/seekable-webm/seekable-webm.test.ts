import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seekable, startsLikeWebm } from './seekable-webm.ts'

const recorded = new Uint8Array(readFileSync(join(import.meta.dirname, 'chromium.webm')))

/** Elements of one level, read by the letter of RFC 8794 and nothing of ours. */
function elements(bytes: Buffer, from: number, to: number): { id: string; start: number; end: number }[] {
  const found = []
  for (let at = from; at < to; ) {
    const idLength = Math.clz32(bytes[at] ?? 0) - 23
    const sizeAt = at + idLength
    const sizeLength = Math.clz32(bytes[sizeAt] ?? 0) - 23
    const digits = BigInt(`0x${bytes.toString('hex', sizeAt, sizeAt + sizeLength)}`)
    const size = Number(digits % 2n ** BigInt(7 * sizeLength))
    const start = sizeAt + sizeLength
    found.push({ id: bytes.toString('hex', at, sizeAt), start, end: start + size })
    at = start + size
  }
  return found
}

test('a recording without length and index has both afterwards, and each entry of the index points to its cluster', () => {
  const sound = seekable(recorded)
  if (!sound) throw new Error('no sound')
  expect(sound.lengthMs).toBeGreaterThan(5900)
  expect(sound.lengthMs).toBeLessThan(7100)
  const bytes = Buffer.from(sound.bytes)
  const [, segment] = elements(bytes, 0, bytes.length)
  if (!segment) throw new Error('no segment')
  const inside = elements(bytes, segment.start, segment.end)
  expect(inside.map(({ id }) => id)).toEqual(['1549a966', '1654ae6b', '1c53bb6b', '1f43b675', '1f43b675'])
  const cues = inside.find(({ id }) => id === '1c53bb6b')
  const positions = elements(bytes, cues?.start ?? 0, cues?.end ?? 0).map((point) => {
    const [, track] = elements(bytes, point.start, point.end)
    const [, position] = elements(bytes, track?.start ?? 0, track?.end ?? 0)
    return segment.start + Number(bytes.readBigUInt64BE(position?.start ?? 0))
  })
  expect(positions.map((at) => bytes.toString('hex', at, at + 4))).toEqual(['1f43b675', '1f43b675'])
})

test('what was recorded is left as it was, also in a Buffer', () => {
  const buffer = Buffer.from(recorded)
  expect(seekable(buffer)).toEqual(seekable(recorded))
  expect(buffer.equals(recorded)).toBe(true)
})

test('every frame is kept, in its order', () => {
  const frames = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').split('\xa3').length
  expect(frames(seekable(recorded)?.bytes ?? new Uint8Array())).toBeGreaterThan(100)
  const again = seekable(seekable(recorded)?.bytes ?? new Uint8Array())
  expect(again).toEqual(seekable(recorded))
})

test('cut anywhere, what came before is there; without a block of sound there is nothing', () => {
  let before = 0
  for (let length = 0; length <= recorded.length; length += 97) {
    const lengthMs = seekable(recorded.subarray(0, length))?.lengthMs ?? 0
    expect(lengthMs).toBeGreaterThanOrEqual(before)
    before = lengthMs
  }
  expect(before).toBeGreaterThan(5000)
  expect(seekable(new TextEncoder().encode('no sound at all'))).toBeUndefined()
})

test('a WebM file is known by its first bytes', () => {
  expect(startsLikeWebm(recorded)).toBe(true)
  expect(startsLikeWebm(new TextEncoder().encode('RIFF'))).toBe(false)
})
