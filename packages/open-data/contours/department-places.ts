/** Where each department is, to a tenth of a degree: enough to tell that a contour lies hundreds of kilometres from its own code. */
import { type Crs, placeIn } from '../projections/crs.ts'

// Code, longitude and latitude of the middle of each department of the mainland and Corsica (IGN, ADMIN EXPRESS).
const MIDDLES = `01 5.3 46.1,02 3.6 49.5,03 3.2 46.4,04 6.2 44.1,05 6.3 44.7,06 7.1 43.9,07 4.4 44.8,08 4.6 49.6,09 1.5 42.9,10 4.2 48.3,
11 2.4 43.1,12 2.7 44.3,13 5.1 43.5,14 -0.4 49.1,15 2.7 45.0,16 0.2 45.7,17 -0.7 45.8,18 2.5 47.1,19 1.9 45.4,2A 8.9 41.9,2B 9.2 42.4,
21 4.8 47.4,22 -2.9 48.4,23 2.0 46.1,24 0.7 45.1,25 6.4 47.2,26 5.2 44.7,27 1.0 49.1,28 1.4 48.4,29 -4.1 48.3,30 4.2 44.0,31 1.2 43.4,
32 0.5 43.7,33 -0.6 44.8,34 3.4 43.6,35 -1.6 48.2,36 1.6 46.8,37 0.7 47.3,38 5.6 45.3,39 5.7 46.7,40 -0.8 44.0,41 1.4 47.6,42 4.2 45.7,
43 3.8 45.1,44 -1.7 47.3,45 2.3 47.9,46 1.6 44.6,47 0.5 44.4,48 3.5 44.5,49 -0.6 47.4,50 -1.3 49.1,51 4.2 48.9,52 5.2 48.1,53 -0.7 48.1,
54 6.2 48.8,55 5.4 49.0,56 -2.8 47.8,57 6.7 49.0,58 3.5 47.1,59 3.2 50.4,60 2.4 49.4,61 0.1 48.6,62 2.3 50.5,63 3.1 45.7,64 -0.8 43.3,
65 0.2 43.1,66 2.5 42.6,67 7.6 48.7,68 7.3 47.9,69 4.6 45.9,70 6.1 47.6,71 4.5 46.6,72 0.2 48.0,73 6.4 45.5,74 6.4 46.0,75 2.3 48.9,
76 1.0 49.7,77 3.0 48.6,78 1.8 48.8,79 -0.4 46.6,80 2.3 50.0,81 2.2 43.8,82 1.3 44.0,83 6.2 43.5,84 5.2 44.0,85 -1.3 46.7,86 0.5 46.6,
87 1.2 45.9,88 6.4 48.2,89 3.6 47.8,90 6.9 47.6,91 2.2 48.5,92 2.2 48.8,93 2.5 48.9,94 2.5 48.8,95 2.1 49.1`
const FAR_KM = 200
const KM_PER_DEGREE = 111

const middles = new Map(
  MIDDLES.split(',').map((one) => {
    const [code = '', lon, lat] = one.trim().split(' ')
    return [code, { lon: Number(lon), lat: Number(lat) }]
  }),
)

/**
 * Whether a point read in a coordinate system lies more than 200 km from the department of a commune, IRIS or priority quarter: the system
 * is then another one. Overseas, where only the producers' own systems are in use, nothing is far.
 */
export function liesElsewhere(code: string, crs: Crs, [x, y]: readonly [number, number]): boolean {
  const middle = middles.get(/^Q[PN]0/.test(code) ? code.slice(3, 5) : code.slice(0, 2))
  if (!middle) return false
  const place = placeIn(crs, x, y)
  if (!place) return true
  const north = (place.lat - middle.lat) * KM_PER_DEGREE
  const east = (place.lon - middle.lon) * KM_PER_DEGREE * Math.cos((middle.lat * Math.PI) / 180)
  return Math.hypot(north, east) > FAR_KM
}
