import { CodePerimeter, type Perimeter } from '../perimeter.ts'
import type { RecognisedOpenData } from '../recognised.ts'
import { isAround } from '../surroundings.ts'
import { squareCentre } from './square.ts'

/** Whether an area is kept; `communes` gives those that a line names, where its code says nothing of them. */
export type AreaChooser = (code: string, communes?: () => readonly string[]) => boolean

/** How a table's areas are chosen: by commune, by place, or by being one of the territories to compare with. */
export function chooserOf({ level, dataset }: RecognisedOpenData, perimeter: Perimeter): AreaChooser {
  const codes = new CodePerimeter(perimeter)
  const { comparison, surroundings } = perimeter
  switch (level) {
    case 'qpv':
      // A quarter's code does not tell its commune: a national table holds 1 600 lines, all are kept with those of
      // the perimeter's departments.
      return (code) => codes.departments.includes(departmentOfQuarter(code))
    case 'grid':
      return (code, communes = () => []) => {
        if (communes().some((commune) => codes.isOwn(commune))) return true
        const centre = squareCentre(code)
        return surroundings !== undefined && centre !== undefined && isAround(surroundings, centre.lon, centre.lat)
      }
    case 'department':
      return (code) => code.padStart(2, '0') === comparison.department
    case 'region':
      return (code) => code.padStart(2, '0') === comparison.region
    case 'metropole':
      return () => comparison.metropole ?? false
    default:
      return (code) =>
        codes.keeps(code) || (dataset === 'filosofi-commune' && code === comparison.intercommunality?.code)
  }
}

/** `QP093012` and `QN09312M` are of department 93, `QP971001` of 971. */
export function departmentOfQuarter(code: string): string {
  const digits = code.slice(2, 5)
  return /^9[78]/.test(digits) ? digits.slice(0, 2) : digits.replace(/^0/, '').slice(0, 2)
}
