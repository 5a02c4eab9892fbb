import { renderSVG } from 'uqr'

/** A QR code as the address of a picture. */
export function pictureOf(address: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(renderSVG(address, { ecc: 'M', border: 2 })).toString('base64')}`
}
