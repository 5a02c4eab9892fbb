import { lazy, Suspense, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { m } from '#messages'
import type { MapLayer, MapPoint } from './map-data.ts'

const MapCanvas = lazy(() => import('./map-canvas.tsx').then(({ MapCanvas }) => ({ default: MapCanvas })))

/** Points on a map with the same points as a list: the list is the page, the map is the picture beside it. */
export function MapView({ label, layers, points }: { label: string; layers: MapLayer[]; points: MapPoint[] }) {
  const [alive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  const waiting = <p className="soft">{m.ui_map_waiting()}</p>
  return (
    <div className="map">
      <div className="map-picture">
        <section className="map-canvas" aria-label={m.ui_map_label({ label })}>
          {alive ? (
            <Suspense fallback={waiting}>
              <MapCanvas layers={layers} points={points} />
            </Suspense>
          ) : (
            waiting
          )}
        </section>
        <Legend label={label} layers={layers} />
      </div>
      <nav className="map-list" aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
        <ol className="plain" tabIndex={0}>
          {points.map((point) => (
            <li key={point.id}>
              {point.href ? <Link to={point.href}>{point.title}</Link> : <span>{point.title}</span>}
              {point.detail && <small className="soft">{point.detail}</small>}
            </li>
          ))}
        </ol>
      </nav>
    </div>
  )
}

function Legend({ label, layers }: { label: string; layers: MapLayer[] }) {
  return (
    <ul className="plain map-legend">
      <li data-kind="point">{label}</li>
      {layers.map(({ id, kind, title }) => (
        <li key={id} data-kind={kind}>
          {title}
        </li>
      ))}
    </ul>
  )
}
