import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundaryOf, partsOf } from './multipart.server.ts'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array, size: number) {
  const found: { name: string; filename: string | undefined; text: string }[] = []
  for await (const { name, filename, body } of partsOf(inPieces(bytes, size), 'XX')) {
    const pieces: Uint8Array[] = []
    for await (const piece of body) pieces.push(Buffer.from(piece))
    found.push({ name, filename, text: Buffer.concat(pieces).toString('latin1') })
  }
  return found
}

const form = (...parts: [head: string, body: string][]) =>
  Buffer.from(
    `${parts.map(([head, body]) => `--XX\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`).join('')}--XX--\r\n`,
    'latin1',
  )

test('a file comes out as it was sent, wherever the network cut it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', '\r', '\n', '-', 'X', '\u0000', '\u00e9') }),
      fc.integer({ min: 1, max: 40 }),
      async (body, size) => {
        fc.pre(!body.includes('\r\n--XX'))
        const parts = await read(form(['name="kind"', 'x'], ['name="files"; filename="a.csv"', body]), size)
        expect(parts).toEqual([
          { name: 'kind', filename: undefined, text: 'x' },
          { name: 'files', filename: 'a.csv', text: body },
        ])
      },
    ),
  )
})

test('a form cut before its end is refused, never taken for whole', async () => {
  const whole = form(['name="files"; filename="a.csv"', 'one;two\r\nthree'])
  for (const cut of [10, 60, whole.length - 12]) {
    await expect(read(whole.subarray(0, cut), 7)).rejects.toThrow('import.upload-cut')
  }
})

test('the boundary is read with or without quotes, and only from a form with files', () => {
  expect(boundaryOf('multipart/form-data; boundary=----abc')).toBe('----abc')
  expect(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"')).toBe('a b')
  expect(boundaryOf('application/x-www-form-urlencoded')).toBeUndefined()
})
