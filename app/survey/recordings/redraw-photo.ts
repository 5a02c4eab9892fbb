import { withoutTelling } from '#packages/photo-facts/photo-facts.ts'

const LONGEST_SIDE = 2048
const QUALITY = 0.82

/**
 * A photo drawn anew, smaller, so that nothing is left of it but what is seen: no place, no hour, no telephone.
 *
 * @returns nothing when the file is no picture that this browser can read
 */
export async function redrawn(file: Blob): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined)
  if (!picture) return undefined
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  return drawn ? withoutTelling(new Uint8Array(await drawn.arrayBuffer())) : undefined
}
