import { LngLatBounds, Map as MapLibre, NavigationControl, Popup, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { type RefObject, useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { m } from '#messages'
import { captioned } from './map-caption.ts'
import type { Caption, Capture, MapLayer, MapPoint } from './map-data.ts'
import { mapStyle, pointFeatures } from './map-style.ts'
import './css/maplibre.css'

setWorkerUrl(workerUrl)

interface CanvasProps {
  layers: MapLayer[]
  points: MapPoint[]
  onPick?: (longitude: number, latitude: number) => void
  /** Filled with the way to save the picture. */
  capture: RefObject<Capture | null>
}

/** The drawn half of `MapView`. No tile server: only what the page brought. */
export function MapCanvas({ layers, points, onPick, capture }: CanvasProps) {
  const frame = useRef<HTMLDivElement>(null)
  const picked = useRef(onPick)
  picked.current = onPick
  const navigate = useNavigate()
  useEffect(() => {
    if (!frame.current) return
    const map = new MapLibre({
      container: frame.current,
      style: mapStyle(layers, points, tokenOf),
      bounds: boundsOf(layers, points),
      fitBoundsOptions: { padding: 48, maxZoom: 15 },
      attributionControl: false,
      cooperativeGestures: true,
      locale: mapWords(),
    })
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    map.on('click', ({ lngLat }) => picked.current?.(lngLat.lng, lngLat.lat))
    showPopups(map, points, (href) => void navigate(href))
    capture.current = (caption) => savePicture(map, caption)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const repaint = () => map.setStyle(mapStyle(layers, points, tokenOf))
    dark.addEventListener('change', repaint)
    return () => {
      dark.removeEventListener('change', repaint)
      map.remove()
    }
  }, [layers, points, navigate, capture])
  return <div className="map-frame" ref={frame} />
}

/** The canvas holds its picture only while it is drawn: it is read in the same turn. */
function savePicture(map: MapLibre, caption: Caption) {
  map.redraw()
  captioned(map.getCanvas(), caption, tokenOf).toBlob((blob) => {
    if (!blob) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = `${caption.title}.png`
    link.click()
    URL.revokeObjectURL(link.href)
  })
}

function tokenOf(token: string) {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim()
}

const FRANCE = new LngLatBounds([-5.2, 41.3], [9.6, 51.1])

/** Around the points; where there are none, around the lines, else the areas, else the country: nothing may be loaded yet. */
function boundsOf(layers: MapLayer[], points: MapPoint[]) {
  const geometries = layers.flatMap(({ data }) => data.features.map(({ geometry }) => geometry))
  const around = [
    points.map(({ longitude, latitude }) => [longitude, latitude]),
    geometries.flatMap((one) => (one.type === 'LineString' ? one.coordinates : [])),
    geometries.flatMap((one) => (one.type === 'Polygon' ? one.coordinates.flat() : [])),
    geometries.flatMap((one) => (one.type === 'MultiPolygon' ? one.coordinates.flat(2) : [])),
  ].find((positions) => positions.length > 0)
  if (!around) return FRANCE
  const bounds = new LngLatBounds()
  for (const [lon = 0, lat = 0] of around) bounds.extend([lon, lat])
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
