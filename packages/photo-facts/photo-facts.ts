/** What a JPEG file says beside its picture. Only its markers are read (ITU-T T.81, annex B): nothing is decoded. */

export interface PhotoFacts {
  readonly width: number
  readonly height: number
  /** Segments that may tell where, when, with what or by whom: `APP1` holds EXIF with GPS, or XMP; `APP13` IPTC; `COM` words. */
  readonly tells: readonly string[]
}

const START_OF_SCAN = 0xda
const END = 0xd9
const COMMENT = 0xfe
const FIRST_APP = 0xe0
const LAST_APP = 0xef
/** Frames, not the tables that share their range. */
const FRAMES = [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]
/** JFIF, colour profile, Adobe's colour transform: how to show it, and nothing else. */
const SHOWS = [0xe0, 0xe2, 0xee]

interface Segment {
  readonly marker: number
  readonly start: number
  readonly end: number
}

/** @returns nothing when the bytes are no JPEG picture */
export function photoFacts(bytes: Uint8Array): PhotoFacts | undefined {
  const segments = segmentsOf(bytes)
  const frame = segments?.find(({ marker, start, end }) => FRAMES.includes(marker) && end - start >= 10)
  if (!segments || !frame) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return {
    height: view.getUint16(frame.start + 5),
    width: view.getUint16(frame.start + 7),
    tells: segments
      .filter(({ marker }) => isTelling(marker))
      .map(({ marker }) => (marker === COMMENT ? 'COM' : `APP${marker - FIRST_APP}`)),
  }
}

/**
 * The same picture without the segments that tell: also browsers add some of their own when they write one.
 *
 * @returns nothing when the bytes are no JPEG picture
 */
export function withoutTelling(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const segments = segmentsOf(bytes)
  const last = segments?.at(-1)
  if (!segments || !last) return undefined
  const kept = [
    bytes.subarray(0, 2),
    ...segments.filter(({ marker }) => !isTelling(marker)).map(({ start, end }) => bytes.subarray(start, end)),
    bytes.subarray(last.end),
  ]
  const whole = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of kept) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function isTelling(marker: number): boolean {
  return marker === COMMENT || (marker >= FIRST_APP && marker <= LAST_APP && !SHOWS.includes(marker))
}

/** What stands before the picture itself. */
function segmentsOf(bytes: Uint8Array): Segment[] | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const segments: Segment[] = []
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === START_OF_SCAN || marker === END) return segments
    const end = marker === 0xff ? at + 1 : at + 2 + view.getUint16(at + 2) // 0xff: a filling byte
    if (marker !== 0xff && (end < at + 4 || end > bytes.length)) return undefined
    if (marker !== 0xff) segments.push({ marker, start: at, end })
    at = end
  }
  return undefined
}
