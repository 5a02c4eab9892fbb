/** A place as an answer keeps it: a public place where it stands, anything else by the corner of a coarse grid. Pure. */
import type { GivenPlace } from './given-place.ts'

interface Position {
  lon: number
  lat: number
}

/**
 * Steps of the grid, in ten-thousandths of a degree: everywhere in metropolitan France at least a hundred metres each way. A point may be
 * somebody's home, so it is put on the grid before it is kept anywhere, on the device first. The database refuses any other.
 */
const STEP = { lon: 15, lat: 10 }

/** The nearest corner of the grid. */
export function coarse({ lon, lat }: Position): Position {
  return { lon: onGrid(lon, STEP.lon), lat: onGrid(lat, STEP.lat) }
}

function onGrid(degrees: number, step: number): number {
  // Adding nothing turns −0 into 0.
  return (Math.round((degrees * 10_000) / step) * step) / 10_000 + 0
}

/** The square of the map that a kept point stands for. */
export function squareAround({ lon, lat }: Position): { west: number; east: number; south: number; north: number } {
  const [x, y] = [STEP.lon / 20_000, STEP.lat / 20_000]
  return { west: lon - x, east: lon + x, south: lat - y, north: lat + y }
}

/** As it is kept: to the metre for a public place, on the grid for anything else. */
export function kept({ kind, name, lon, lat }: GivenPlace): GivenPlace {
  const position = kind === 'public' ? { lon: metre(lon), lat: metre(lat) } : coarse({ lon, lat })
  return { kind, name, ...position }
}

function metre(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}

export function samePlace(a: GivenPlace | null, b: GivenPlace | null): boolean {
  if (a === null || b === null) return a === b
  return a.kind === b.kind && a.name === b.name && a.lon === b.lon && a.lat === b.lat
}
