/** Regions of INSEE's official geographic code since 2016, with their departments. */
const REGIONS: Readonly<Record<string, readonly [name: string, departments: string]>> = {
  '01': ['Guadeloupe', '971'],
  '02': ['Martinique', '972'],
  '03': ['Guyane', '973'],
  '04': ['La Réunion', '974'],
  '06': ['Mayotte', '976'],
  '11': ['Île-de-France', '75 77 78 91 92 93 94 95'],
  '24': ['Centre-Val de Loire', '18 28 36 37 41 45'],
  '27': ['Bourgogne-Franche-Comté', '21 25 39 58 70 71 89 90'],
  '28': ['Normandie', '14 27 50 61 76'],
  '32': ['Hauts-de-France', '02 59 60 62 80'],
  '44': ['Grand Est', '08 10 51 52 54 55 57 67 68 88'],
  '52': ['Pays de la Loire', '44 49 53 72 85'],
  '53': ['Bretagne', '22 29 35 56'],
  '75': ['Nouvelle-Aquitaine', '16 17 19 23 24 33 40 47 64 79 86 87'],
  '76': ['Occitanie', '09 11 12 30 31 32 34 46 48 65 66 81 82'],
  '84': ['Auvergne-Rhône-Alpes', '01 03 07 15 26 38 42 43 63 69 73 74'],
  '93': ["Provence-Alpes-Côte d'Azur", '04 05 06 13 83 84'],
  '94': ['Corse', '2A 2B'],
}

/** The name of a region, undefined for what is no region's code. */
export function regionName(code: string): string | undefined {
  return REGIONS[code]?.[0]
}

export function departmentsOf(region: string): readonly string[] {
  return REGIONS[region]?.[1].split(' ') ?? []
}

/** The 96 departments of metropolitan France. */
export const METROPOLITAN: readonly string[] = Object.values(REGIONS)
  .flatMap(([, departments]) => departments.split(' '))
  .filter(isMetropolitan)

/** Department of a commune or IRIS code: three characters overseas. */
export function departmentOf(code: string): string {
  return code.slice(0, /^9[78]/.test(code) ? 3 : 2)
}

/** Whether a department is in metropolitan France. */
export function isMetropolitan(department: string): boolean {
  return !/^9[78]/.test(department)
}

const DISTRICTS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  '75056': [75101, 75120],
  '69123': [69381, 69389],
  '13055': [13201, 13216],
}

/** A commune and, for Paris, Lyon and Marseille, its arrondissements: census and addresses use the latter's codes. */
export function withDistricts(commune: string): string[] {
  const [first, last] = DISTRICTS[commune] ?? [0, -1]
  return [commune, ...Array.from({ length: last - first + 1 }, (_, at) => String(first + at))]
}

/** A code of commune (5) or IRIS (9) whose leading zero a spreadsheet took away gets it back. */
export function areaCode(written: string): string {
  const code = written.trim().toUpperCase()
  return /^[1-9]\d{3}(?:\d{4})?$/.test(code) ? `0${code}` : code
}

/** Region of a department; undefined for what is no department's code. */
export function regionOf(department: string): string | undefined {
  return Object.keys(REGIONS).find((region) => departmentsOf(region).includes(department))
}
