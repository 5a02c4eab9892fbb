import type { Caption } from './map-data.ts'

const EDGE = 16
const LINE = 24

/**
 * A picture of a map with what the page says around it: without title, legend and producers it would say less than it shows. Drawn at the
 * map's own resolution.
 */
export function captioned(picture: HTMLCanvasElement, caption: Caption, tokenOf: (name: string) => string) {
  const family = tokenOf('--family')
  const scale = picture.width / picture.clientWidth
  const [width, height] = [picture.clientWidth, picture.clientHeight]
  const sheet = document.createElement('canvas')
  const pen = sheet.getContext('2d')
  if (!pen) return picture
  const legend = placed(caption.legend ?? [], width, (text) => widthOf(pen, text, family))
  const head = EDGE + (caption.note ? 2 : 1) * LINE
  const foot = ((legend.at(-1)?.row ?? -1) + 1 + (caption.credit ? 1 : 0)) * LINE + EDGE
  sheet.width = picture.width
  sheet.height = Math.round((head + height + foot) * scale)
  pen.scale(scale, scale)
  pen.fillStyle = tokenOf('--paper')
  pen.fillRect(0, 0, width, head + height + foot)
  write(pen, caption.title, { x: EDGE, y: LINE, font: `bold 18px ${family}`, colour: tokenOf('--ink') })
  if (caption.note) write(pen, caption.note, { x: EDGE, y: 2 * LINE, font: `15px ${family}`, colour: tokenOf('--ink') })
  pen.drawImage(picture, 0, head, width, height)
  const under = head + height + LINE
  for (const { step, label, x, row } of legend) {
    pen.fillStyle = tokenOf(step === 0 ? '--desk' : `--scale-${step}`)
    pen.fillRect(x, under + row * LINE - 13, 16, 16)
    pen.strokeStyle = tokenOf('--line')
    pen.strokeRect(x, under + row * LINE - 13, 16, 16)
    write(pen, label, { x: x + 22, y: under + row * LINE, font: `15px ${family}`, colour: tokenOf('--ink') })
  }
  if (caption.credit) {
    const y = head + height + foot - EDGE / 2
    write(pen, caption.credit, { x: EDGE, y, font: `13px ${family}`, colour: tokenOf('--ink-soft') })
  }
  return sheet
}

interface Writing {
  x: number
  y: number
  font: string
  colour: string
}

function write(pen: CanvasRenderingContext2D, text: string, { x, y, font, colour }: Writing): void {
  pen.font = font
  pen.fillStyle = colour
  pen.fillText(text, x, y)
}

function widthOf(pen: CanvasRenderingContext2D, text: string, family: string): number {
  pen.font = `15px ${family}`
  return pen.measureText(text).width
}

/** The legend's entries one after the other, on as many lines as they need. */
function placed(legend: NonNullable<Caption['legend']>, width: number, widthOf: (text: string) => number) {
  let [x, row] = [EDGE, 0]
  return legend.map((entry) => {
    const needed = widthOf(entry.label) + 22 + EDGE
    if (x + needed > width && x > EDGE) {
      x = EDGE
      row++
    }
    const at = { ...entry, x, row }
    x += needed
    return at
  })
}
