/** What a reader sees on the pages of a PDF that Typst made: the words, without their spaces, in the order of the page. */
import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, type PDFObject, type PDFPage, PDFRawStream } from 'pdf-lib'

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

export async function wordsOf(pdf: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  return document.getPages().map(wordsOn).join('').replace(/\s/g, '')
}

function wordsOn(page: PDFPage): string {
  const fonts = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict)
  const letters = new Map<string, Map<number, string>>()
  let font = ''
  let words = ''
  for (const [, named, written] of streamOf(page.node.Contents()).matchAll(
    /\/(f\d+) [\d.]+ Tf|\(((?:\\[\s\S]|[^\\)])*)\)/g,
  )) {
    if (named !== undefined) font = named
    if (!letters.has(font) && fonts) letters.set(font, lettersOf(fonts.lookup(PDFName.of(font), PDFDict)))
    words += glyphsIn(written ?? '')
      .map((glyph) => letters.get(font)?.get(glyph) ?? '')
      .join('')
  }
  return words
}

/** Each glyph is two bytes of a string, whose unprintable bytes are escaped. */
function glyphsIn(written: string): number[] {
  const bytes = written.replace(/\\(\d{3}|[\s\S])/g, (_, sign: string) =>
    sign.length === 3 ? String.fromCharCode(Number.parseInt(sign, 8)) : (ESCAPES[sign] ?? sign),
  )
  return Array.from(
    { length: bytes.length / 2 },
    (_, at) => bytes.charCodeAt(2 * at) * 256 + bytes.charCodeAt(2 * at + 1),
  )
}

function lettersOf(font: PDFDict): Map<number, string> {
  const map = streamOf(font.lookup(PDFName.of('ToUnicode')))
  return new Map(
    [...map.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]+)>$/gm)].map(([, glyph = '', text = '']) => [
      Number.parseInt(glyph, 16),
      String.fromCharCode(...(text.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16))),
    ]),
  )
}

function streamOf(object: PDFObject | undefined): string {
  if (!(object instanceof PDFRawStream)) throw new Error('expected a stream')
  return Buffer.from(decodePDFRawStream(object).decode()).toString('latin1')
}
