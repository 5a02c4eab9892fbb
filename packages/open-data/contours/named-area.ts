import { comparable } from '#packages/intake/headers.ts'
import { areaCode } from '../territory-codes.ts'

/** What the properties of a contour say of its area. */
export interface NamedArea {
  readonly kind: 'iris' | 'commune' | 'qpv'
  readonly code: string
  readonly name: string
  readonly typeOfIris?: string
  /** Communes of a priority quarter, as far as told. */
  readonly communes: readonly string[]
}

type Properties = ReadonlyMap<string, unknown>

/**
 * The area of a contour by its properties, however the producer names them: IGN and INSEE (`CODE_IRIS`, `INSEE_COM`,
 * `code_insee`), Etalab (`code`, `nom`), ANCT (`CODE_QP`, `C_NQPV`). Undefined when no code is found.
 */
export function namedArea(properties: Properties): NamedArea | undefined {
  const folded = new Map(Array.from(properties, ([name, value]) => [comparable(name), written(value)]))
  const first = (names: readonly string[]) => names.map((name) => folded.get(name)).find((value) => value)
  const quarter = first(['codeqp', 'cnqpv', 'codeqpv', 'qp'])?.toUpperCase()
  if (quarter && /^Q[PN]\w{6}$/.test(quarter)) {
    const communes = first(['ccainsee', 'inseecom', 'codeinsee', 'cominseecode', 'siteinsee']) ?? ''
    return {
      kind: 'qpv',
      code: quarter,
      name: first(['lnqpv', 'libqp', 'nomqp', 'lib']) ?? '',
      communes: communes.match(/\d[\dAB]\d{3}/g) ?? [],
    }
  }
  const iris = irisOf(first(['codeiris', 'dcomiris', 'dciris', 'iris']), first(['inseecom', 'depcom', 'codeinsee']))
  if (iris) {
    const type = first(['typiris', 'typeiris'])
    const name = first(['nomiris', 'libiris', 'lib']) ?? ''
    return { kind: 'iris', code: iris, name, communes: [iris.slice(0, 5)], ...(type ? { typeOfIris: type } : {}) }
  }
  const code = areaCode(first(['inseecom', 'codeinsee', 'codegeo', 'codgeo', 'depcom', 'inseearm', 'code']) ?? '')
  if (!/^\d[\dAB]\d{3}$/.test(code)) return undefined
  return {
    kind: 'commune',
    code,
    name: first(['nomofficiel', 'nomcom', 'nom', 'libgeo', 'libcom']) ?? '',
    communes: [code],
  }
}

/** Nine characters, or the four of the IRIS after its commune's five. */
function irisOf(written: string | undefined, commune: string | undefined): string | undefined {
  const code = areaCode(written ?? '')
  if (/^\d[\dAB]\d{7}$/.test(code)) return code
  return commune && /^\d{4}$/.test(written ?? '') ? areaCode(commune) + written : undefined
}

function written(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
