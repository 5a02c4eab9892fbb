/** Where a dwelling stands, in the coordinate system of its file: nothing is converted at import. */
export interface GivenPlace {
  readonly x: number
  readonly y: number
  readonly crs: 'wgs84' | 'lambert93'
}

/** The place given by two columns: degrees (x is the longitude) or metres of Lambert-93, told apart by their size. */
export function givenPlace(x: number | null, y: number | null): GivenPlace | null {
  if (x === null || y === null || (x === 0 && y === 0)) return null
  return { x, y, crs: Math.abs(x) <= 180 && Math.abs(y) <= 90 ? 'wgs84' : 'lambert93' }
}
