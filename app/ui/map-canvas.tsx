import { LngLatBounds, Map as MapLibre, NavigationControl, Popup, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { m } from '#messages'
import type { MapLayer, MapPoint } from './map-data.ts'
import { mapStyle, pointFeatures } from './map-style.ts'
import './css/maplibre.css'

setWorkerUrl(workerUrl)

/** The drawn half of `MapView`. No tile server: only what the page brought. */
export function MapCanvas({ layers, points }: { layers: MapLayer[]; points: MapPoint[] }) {
  const frame = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  useEffect(() => {
    if (!frame.current) return
    const map = new MapLibre({
      container: frame.current,
      style: mapStyle(layers, points, tokenOf),
      bounds: boundsOf(points),
      fitBoundsOptions: { padding: 48, maxZoom: 15 },
      attributionControl: false,
      cooperativeGestures: true,
      locale: mapWords(),
    })
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    showPopups(map, points, (href) => void navigate(href))
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const repaint = () => map.setStyle(mapStyle(layers, points, tokenOf))
    dark.addEventListener('change', repaint)
    return () => {
      dark.removeEventListener('change', repaint)
      map.remove()
    }
  }, [layers, points, navigate])
  return <div className="map-frame" ref={frame} />
}

function tokenOf(token: string) {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim()
}

function boundsOf(points: MapPoint[]) {
  const bounds = new LngLatBounds()
  for (const { longitude, latitude } of points) bounds.extend([longitude, latitude])
  return bounds
}

function mapWords() {
  return {
    'NavigationControl.ZoomIn': m.ui_map_zoom_in(),
    'NavigationControl.ZoomOut': m.ui_map_zoom_out(),
    'CooperativeGesturesHandler.WindowsHelpText': m.ui_map_scroll_ctrl(),
    'CooperativeGesturesHandler.MacHelpText': m.ui_map_scroll_cmd(),
    'CooperativeGesturesHandler.MobileHelpText': m.ui_map_two_fingers(),
    'Popup.Close': m.ui_close(),
    'Map.Title': m.ui_map(),
  }
}

// By pointer only: with a keyboard the list beside says and does the same.
function showPopups(map: MapLibre, points: MapPoint[], go: (href: string) => void) {
  map.on('mouseenter', pointFeatures.layer, () => {
    map.getCanvas().dataset.pointing = ''
  })
  map.on('mouseleave', pointFeatures.layer, () => {
    delete map.getCanvas().dataset.pointing
  })
  map.on('click', pointFeatures.layer, ({ features }) => {
    const point = points.find(({ id }) => id === features?.[0]?.properties.id)
    if (!point) return
    new Popup({ offset: 12 })
      .setLngLat([point.longitude, point.latitude])
      .setDOMContent(popupContent(point, go))
      .addTo(map)
  })
}

function popupContent({ title, detail, href }: MapPoint, go: (href: string) => void) {
  const content = document.createElement('div')
  const heading = document.createElement(href ? 'a' : 'strong')
  heading.textContent = title
  if (heading instanceof HTMLAnchorElement && href) {
    heading.href = href
    heading.addEventListener('click', (event) => {
      event.preventDefault()
      go(href)
    })
  }
  content.append(heading)
  if (detail) {
    const line = document.createElement('p')
    line.textContent = detail
    content.append(line)
  }
  return content
}
