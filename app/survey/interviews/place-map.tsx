/**
 * A light map to press on: streets, water, green, residences and public places as they lie in the book. It is drawn without the network and
 * without a graphics card; with a keyboard it is moved by its buttons and what is in its middle is noted.
 */
import { memo, type PointerEvent, useRef, useState } from 'react'
import { Button } from '#app/ui/button.tsx'
import { m } from '#messages'
import type { Place, PlanePoint } from '#packages/walkshed/plane.ts'
import type { GivenPlace } from './given-place.ts'
import { type KnownPlace, type PlaceBook, type Sheet, sheetOf, startOf } from './place-book.ts'
import { squareAround } from './places.ts'

/** Metres from one side to the other. */
const WIDTHS = [500, 1000, 2000, 4000, 8000]
const FIRST_WIDTH = 2
/** Height for one metre of width. */
const SHAPE = 0.8
/** Share of the width that a finger covers, and that a press may slip by. */
const FINGER = 0.04
const SLIP_PX = 8
/** Names that still can be told apart. */
const MOST_NAMES = 14

interface PlaceMapProps {
  book: PlaceBook
  near: string | null
  chosen: GivenPlace | null
  /** @param reach metres that the finger covers */
  press: (at: Place, reach: number) => void
}

export function PlaceMap({ book, near, chosen, press }: PlaceMapProps) {
  const sheet = sheetOf(book)
  const [middle, setMiddle] = useState<PlanePoint>(() => sheet.toSheet(chosen ?? startOf(book, near)))
  const [zoom, setZoom] = useState(FIRST_WIDTH)
  const [drag, setDrag] = useState<{ x: number; y: number; from: PlanePoint; slipped: boolean }>()
  const picture = useRef<SVGSVGElement>(null)
  const width = WIDTHS[zoom] ?? 2000
  const height = width * SHAPE
  const move = (x: number, y: number) => setMiddle({ x: middle.x + (x * width) / 4, y: middle.y + (y * width) / 4 })
  const note = (point: PlanePoint) => press(sheet.fromSheet(point), width * FINGER)
  const metresPerPx = () => width / (picture.current?.getBoundingClientRect().width ?? width)
  const moved = ({ clientX, clientY }: PointerEvent) => {
    if (!drag) return
    const [x, y] = [clientX - drag.x, clientY - drag.y]
    if (!drag.slipped && Math.hypot(x, y) < SLIP_PX) return
    setDrag({ ...drag, slipped: true })
    setMiddle({ x: drag.from.x - x * metresPerPx(), y: drag.from.y - y * metresPerPx() })
  }
  const released = ({ clientX, clientY, currentTarget }: PointerEvent) => {
    setDrag(undefined)
    if (!drag || drag.slipped) return
    const { left, top } = currentTarget.getBoundingClientRect()
    note({
      x: middle.x - width / 2 + (clientX - left) * metresPerPx(),
      y: middle.y - height / 2 + (clientY - top) * metresPerPx(),
    })
  }
  return (
    <div className="place-map">
      <svg
        ref={picture}
        role="img"
        aria-label={m.survey_place_map()}
        viewBox={`${middle.x - width / 2} ${middle.y - height / 2} ${width} ${height}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          setDrag({ x: event.clientX, y: event.clientY, from: middle, slipped: false })
        }}
        onPointerMove={moved}
        onPointerUp={released}
        onPointerCancel={() => setDrag(undefined)}
      >
        <Ground drawing={book.drawing} />
        <Places book={book} sheet={sheet} middle={middle} width={width} />
        {chosen && <Chosen place={chosen} sheet={sheet} width={width} />}
        <Cross {...middle} width={width} />
      </svg>
      <div className="place-map-keys">
        <Button onClick={() => setZoom(Math.max(0, zoom - 1))}>{m.survey_place_closer()}</Button>
        <Button onClick={() => setZoom(Math.min(WIDTHS.length - 1, zoom + 1))}>{m.survey_place_farther()}</Button>
        <Button onClick={() => move(0, -1)}>{m.survey_place_north()}</Button>
        <Button onClick={() => move(0, 1)}>{m.survey_place_south()}</Button>
        <Button onClick={() => move(-1, 0)}>{m.survey_place_west()}</Button>
        <Button onClick={() => move(1, 0)}>{m.survey_place_east()}</Button>
      </div>
      <Button onClick={() => note(middle)}>{m.survey_place_note_middle()}</Button>
      <p className="soft small">{book.credit}</p>
    </div>
  )
}

/** Heavy to draw and always the same: moving the map only moves the window. */
const Ground = memo(function Ground({ drawing }: Pick<PlaceBook, 'drawing'>) {
  return (
    <>
      <path data-ground="green" d={drawing.green} />
      <path data-ground="water" d={drawing.water} />
      <path data-ground="street" d={drawing.street} />
      <path data-ground="main" d={drawing.main} />
    </>
  )
})

interface PlacesProps {
  book: PlaceBook
  sheet: Sheet
  middle: PlanePoint
  width: number
}

function Places({ book, sheet, middle, width }: PlacesProps) {
  const seen = book.places
    .map((place) => ({ place, ...sheet.toSheet(place) }))
    .filter(({ x, y }) => Math.abs(x - middle.x) < width / 2 && Math.abs(y - middle.y) < (width * SHAPE) / 2)
  const marked = seen.filter(({ place: { kind } }) => kind === 'residence' || (kind === 'public' && width <= 2000))
  const named = withRoom(
    seen.filter(({ place: { kind } }) => kind === 'residence' || width <= 1000),
    width,
  )
  return (
    <>
      {marked.map(({ place, x, y }) => (
        <circle key={`${place.kind} ${place.name} ${x} ${y}`} data-place={place.kind} cx={x} cy={y} r={width / 90} />
      ))}
      {named.map(({ place, x, y }) => (
        <text key={`${place.kind} ${place.name} ${x} ${y}`} x={x} y={y - width / 60} fontSize={width / 30}>
          {place.name}
        </text>
      ))}
    </>
  )
}

/** Those whose names do not lie on one another. */
function withRoom<Seen extends PlanePoint & { place: KnownPlace }>(seen: readonly Seen[], width: number): Seen[] {
  const named: Seen[] = []
  for (const one of seen) {
    if (named.length === MOST_NAMES) break
    const isFree = named.every(
      (other) => Math.abs(other.y - one.y) > width / 25 || Math.abs(other.x - one.x) > width / 3,
    )
    if (isFree) named.push(one)
  }
  return named
}

/** What is kept of it: a public place, or the whole square in which it may be. */
function Chosen({ place, sheet, width }: { place: GivenPlace; sheet: Sheet; width: number }) {
  const { x, y } = sheet.toSheet(place)
  if (place.kind === 'public') return <circle data-chosen="" cx={x} cy={y} r={width / 45} />
  const { west, east, south, north } = squareAround(place)
  const corner = sheet.toSheet({ lon: west, lat: north })
  const other = sheet.toSheet({ lon: east, lat: south })
  return <rect data-chosen="" x={corner.x} y={corner.y} width={other.x - corner.x} height={other.y - corner.y} />
}

function Cross({ x, y, width }: PlanePoint & { width: number }) {
  const arm = width / 40
  return <path data-cross="" d={`M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`} />
}
