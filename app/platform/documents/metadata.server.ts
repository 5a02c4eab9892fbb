/** The XMP packet of a PDF: Typst writes its own, and some standards ask for more in it. */
import { PDFDocument, PDFName, PDFRawStream, PDFRef } from 'pdf-lib'

/** The same PDF with other metadata; the same input gives the same bytes. @throws Error when it has none */
export async function withMetadata(pdf: Uint8Array, change: (xmp: string) => string): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  const { catalog, context } = document
  const reference = catalog.get(PDFName.of('Metadata'))
  const stream = context.lookup(reference)
  if (!(reference instanceof PDFRef) || !(stream instanceof PDFRawStream))
    throw new Error('the document has no XMP metadata')
  const changed = change(new TextDecoder().decode(stream.contents))
  context.assign(reference, PDFRawStream.of(stream.dict, new TextEncoder().encode(changed)))
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}
