import type { Surroundings } from './surroundings.ts'
import { departmentOf, departmentsOf, isMetropolitan, METROPOLITAN, withDistricts } from './territory-codes.ts'

/** Territories to compare with: kept as figures, never line by line. */
export interface Comparison {
  readonly communes?: readonly string[]
  /** Its SIREN code, and its communes where figures by IRIS must be added up. */
  readonly intercommunality?: { readonly code: string; readonly communes: readonly string[] }
  readonly department?: string
  readonly region?: string
  /** France métropolitaine. */
  readonly metropole?: boolean
}

/** What is kept of a file. Plain data, so that it can be stored and sent to a worker. */
export interface Perimeter {
  /** INSEE codes; the code of Paris, Lyon or Marseille stands for its arrondissements. */
  readonly communes: readonly string[]
  readonly marginMetres: number
  readonly comparison: Comparison
  /** From the contours by `surroundingsOf`: without it places outside the communes cannot be told from far ones. */
  readonly surroundings?: Surroundings
}

/** Answers for the codes of a perimeter, its lists once made into sets. */
export class CodePerimeter {
  /** Communes of the perimeter and their arrondissements. */
  readonly own: ReadonlySet<string>
  /** IRIS and communes of the surroundings. */
  readonly #around: ReadonlySet<string>
  readonly #compared: ReadonlySet<string>

  constructor({ communes, comparison, surroundings }: Perimeter) {
    this.own = new Set(communes.flatMap(withDistricts))
    const areas = surroundings?.areas ?? []
    this.#around = new Set([...areas, ...areas.map((code) => code.slice(0, 5))])
    this.#compared = new Set((comparison.communes ?? []).flatMap(withDistricts))
  }

  /** Whether a commune or IRIS is in the perimeter, in its surroundings, or a commune to compare with. */
  keeps(code: string): boolean {
    if (this.own.has(code.slice(0, 5)) || this.#around.has(code)) return true
    return code.length === 5 && this.#compared.has(code)
  }

  isOwn(code: string): boolean {
    return this.own.has(code.slice(0, 5))
  }

  /** The first two characters of every code that can be kept. */
  get departments(): string[] {
    return [...this.own, ...this.#around, ...this.#compared].map((code) => code.slice(0, 2))
  }
}

/** A territory to compare with, by the communes that it holds. */
export interface ComparedTerritory {
  readonly kind: 'commune' | 'intercommunality' | 'department' | 'region' | 'metropole'
  readonly code: string
  readonly holds: (commune: string) => boolean
  /** Departments that a file must hold for the territory to be whole. */
  readonly departments?: readonly string[]
  /** First two characters of its communes' codes; undefined for all. */
  readonly heads?: readonly string[]
}

/** The territories whose figures are added up from smaller areas: the communes themselves, then those compared with. */
export function comparedTerritories({ communes, comparison }: Perimeter): ComparedTerritory[] {
  const { intercommunality, department, region, metropole } = comparison
  const territories = [...communes, ...(comparison.communes ?? [])].map((code) =>
    ofCommunes('commune', code, withDistricts(code)),
  )
  if (intercommunality) {
    const members = intercommunality.communes.flatMap(withDistricts)
    territories.push(ofCommunes('intercommunality', intercommunality.code, members))
  }
  if (department) territories.push(ofDepartments('department', department, [department]))
  if (region) territories.push(ofDepartments('region', region, departmentsOf(region)))
  if (metropole) {
    territories.push({
      kind: 'metropole',
      code: 'M',
      holds: (commune) => isMetropolitan(departmentOf(commune)),
      departments: METROPOLITAN,
    })
  }
  return territories
}

function ofCommunes(kind: ComparedTerritory['kind'], code: string, communes: readonly string[]): ComparedTerritory {
  const members = new Set(communes)
  return { kind, code, holds: (commune) => members.has(commune), heads: communes.map((one) => one.slice(0, 2)) }
}

function ofDepartments(
  kind: ComparedTerritory['kind'],
  code: string,
  departments: readonly string[],
): ComparedTerritory {
  const members = new Set(departments)
  return {
    kind,
    code,
    holds: (commune) => members.has(departmentOf(commune)),
    departments,
    heads: departments.map((one) => one.slice(0, 2)),
  }
}
