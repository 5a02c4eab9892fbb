import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'react-router'
import { m } from '#messages'
import type { Caption, Capture, MapLayer, MapPoint } from './map-data.ts'

const MapCanvas = lazy(() => import('./map-canvas.tsx').then(({ MapCanvas }) => ({ default: MapCanvas })))

const NONE: MapLayer[] = []

interface MapProps extends Omit<Caption, 'title'> {
  label: string
  /** Address of the streets and quarters under it, asked for once the map is drawn: nobody waits for them to read the page. */
  ground?: string
  layers?: MapLayer[]
  points: MapPoint[]
  /** Told where the map was pressed; whatever it fills must be typable too. */
  onPick?: (longitude: number, latitude: number) => void
}

/** Points on a map with the same points as a list: the list is the page, the map is the picture beside it. */
export function MapView({ label, ground, layers = NONE, points, onPick, ...caption }: MapProps) {
  const under = useGround(ground)
  const alive = under !== undefined
  const all = useMemo(() => stacked(layers, under ?? NONE), [under, layers])
  const { hidden, toggle } = useHiddenLayers()
  const shown = useMemo(() => all.filter(({ id }) => !hidden.includes(id)), [all, hidden])
  const capture = useRef<Capture>(null)
  const waiting = <p className="soft">{m.ui_map_waiting()}</p>
  return (
    <div className="map">
      <div className="map-picture">
        <section className="map-canvas" aria-label={m.ui_map_label({ label })}>
          {alive ? (
            <Suspense fallback={waiting}>
              <MapCanvas layers={shown} points={points} capture={capture} {...(onPick ? { onPick } : {})} />
            </Suspense>
          ) : (
            waiting
          )}
        </section>
        <Legend {...{ label, hidden, toggle }} layers={all} switchable={alive} />
        {caption.credit && <p className="small soft">{caption.credit}</p>}
        {alive && (
          <button
            type="button"
            className="button"
            data-kind="quiet"
            onClick={() => capture.current?.({ title: label, ...caption })}
          >
            {m.ui_map_png()}
          </button>
        )}
      </div>
      <nav className="map-list" aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
        <ol className="plain" tabIndex={0}>
          {points.map((point) => (
            <li key={point.id}>
              {point.href ? <Link to={point.href}>{point.title}</Link> : <span>{point.title}</span>}
              {point.detail && point.detail !== point.title && <small className="soft">{point.detail}</small>}
            </li>
          ))}
        </ol>
      </nav>
    </div>
  )
}

interface LegendProps {
  label: string
  layers: MapLayer[]
  hidden: readonly string[]
  toggle: (id: string) => void
  /** Whether layers can be switched: not before the map is drawn. */
  switchable: boolean
}

function Legend({ label, layers, hidden, toggle, switchable }: LegendProps) {
  return (
    <ul className="plain map-legend">
      <li data-kind="point">{label}</li>
      {layers.map(({ id, kind, title }) => (
        <li key={id} data-kind={kind}>
          {switchable ? (
            <label>
              <input type="checkbox" checked={!hidden.includes(id)} onChange={() => toggle(id)} /> {title}
            </label>
          ) : (
            title
          )}
        </li>
      ))}
    </ul>
  )
}

/** Coloured areas lie lowest, so that the streets are read over them; what else the page brings lies on top. */
function stacked(own: readonly MapLayer[], ground: readonly MapLayer[]): MapLayer[] {
  const areas = own.filter(({ kind }) => kind === 'scale')
  return [...areas, ...ground, ...own.filter((layer) => !areas.includes(layer))]
}

/** What lies under the page's own layers: undefined while it is on its way, nothing when it cannot be had. */
function useGround(address: string | undefined): MapLayer[] | undefined {
  const [under, setUnder] = useState<MapLayer[]>()
  useEffect(() => {
    if (!address) return setUnder(NONE)
    const left = new AbortController()
    fetch(address, { signal: left.signal })
      .then((answer): Promise<MapLayer[]> | MapLayer[] => (answer.ok ? answer.json() : NONE))
      .then(setUnder, () => left.signal.aborted || setUnder(NONE))
    return () => left.abort()
  }, [address])
  return under
}

const REMEMBERED = 'palier-map-hidden'

/** Layers that the reader switched off, on every map and at every visit of this browser. */
function useHiddenLayers() {
  const [hidden, setHidden] = useState<readonly string[]>([])
  useEffect(() => setHidden(localStorage.getItem(REMEMBERED)?.split(' ').filter(Boolean) ?? []), [])
  const toggle = (id: string) => {
    const next = hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id]
    localStorage.setItem(REMEMBERED, next.join(' '))
    setHidden(next)
  }
  return { hidden, toggle }
}
