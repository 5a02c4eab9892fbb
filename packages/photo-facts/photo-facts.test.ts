import { expect, test } from 'vitest'
import { photoFacts, withoutTelling } from './photo-facts.ts'

const segment = (marker: number, content: number[]) => [0xff, marker, 0, content.length + 2, ...content]
const FRAME = segment(0xc0, [8, 0x05, 0xdc, 0x07, 0xd0, 1, 1, 0x11, 0])
const SCAN = segment(0xda, [1, 1, 0, 0, 63, 0])
const photo = (...segments: number[][]) => Uint8Array.from([0xff, 0xd8, ...segments.flat(), ...SCAN, 1, 2, 0xff, 0xd9])

test('a picture that only shows says its size', () => {
  const facts = photoFacts(photo(segment(0xe0, [...Buffer.from('JFIF\0')]), segment(0xe2, [1]), FRAME))
  expect(facts).toEqual({ width: 2000, height: 1500, tells: [] })
})

test('EXIF, IPTC and comments are named', () => {
  const facts = photoFacts(
    photo(segment(0xe1, [...Buffer.from('Exif\0\0')]), segment(0xed, [0]), segment(0xfe, [65]), FRAME),
  )
  expect(facts?.tells).toEqual(['APP1', 'APP13', 'COM'])
})

test('without them the picture is what it was', () => {
  const kept = [segment(0xe0, [1]), FRAME]
  expect(withoutTelling(photo(segment(0xe1, [2]), ...kept, segment(0xfe, [65])))).toEqual(photo(...kept))
})

test.each([
  ['nothing', new Uint8Array()],
  ['a PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47])],
  ['a head that is cut off', photo(FRAME).subarray(0, 12)],
  ['a segment longer than the file', Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 0])],
  ['a scan without a frame', photo()],
])('%s is no picture', (_what, bytes) => {
  expect(photoFacts(bytes)).toBeUndefined()
})
