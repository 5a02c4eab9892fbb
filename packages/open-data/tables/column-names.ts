/** A column's name without its year. */
export interface NamedColumn {
  /** Index in the header, from 0. */
  readonly at: number
  /** Header as written, without outer spaces. */
  readonly header: string
  /** Vintage-free name: `POP0014`, `C_MEN`, `MED`, `DEC_MED`. */
  readonly variable: string
  /** Year that the name carries. */
  readonly vintage?: number
}

const CENSUS = /^([PC])(\d\d)_(.+)$/
const FILOSOFI = /^(DISP|DEC)_(\w+?)(\d\d)$/

/**
 * The columns of a table of figures under names that no vintage changes.
 *
 * Census: `P21_POP` → `POP`; the complementary exploitation keeps its letter, `C21_MEN` → `C_MEN`, because one does
 * not divide one by the other, and because both have a `PMEN`. Filosofi: `DISP_TP6019` → `TP60`, `Q219` and
 * `DISP_MED19` → `MED`, declared income keeps `DEC_`. Priority quarters and CAF carry no year.
 */
export function namedColumns(header: readonly string[]): NamedColumn[] {
  const suffix = commonSuffix(header)
  return header.flatMap((written, at) => {
    const name = written.trim()
    return name === '' ? [] : [{ at, header: name, ...nameOf(name, suffix) }]
  })
}

function nameOf(name: string, suffix: string | undefined): Pick<NamedColumn, 'variable' | 'vintage'> {
  const census = CENSUS.exec(name.toUpperCase())
  if (census) {
    const [, letter, year = '', rest = ''] = census
    return { variable: letter === 'C' ? `C_${rest}` : rest, vintage: 2000 + Number(year) }
  }
  const filosofi = FILOSOFI.exec(name.toUpperCase())
  if (filosofi) {
    const [, kind, rest = '', year = ''] = filosofi
    return { variable: incomeName(kind === 'DEC' ? `DEC_${rest}` : rest), vintage: 2000 + Number(year) }
  }
  const upper = name.toUpperCase()
  if (suffix && upper.endsWith(suffix) && !/^(?:UU|BV|QP)/.test(upper)) {
    return { variable: incomeName(upper.slice(0, -2)), vintage: 2000 + Number(suffix) }
  }
  return { variable: incomeName(upper) }
}

/** The median is the second quartile: communes and priority quarters call it so, IRIS do not. */
function incomeName(name: string): string {
  const bare = name.replace(/^DISP_/, '').replace(/^DECUC_/, 'DEC_')
  return bare.replace(/^(DEC_)?Q2$/, '$1MED')
}

/** Two digits that end many columns and differ from rank numbers: the year of a table by commune (`PACT19`, `Q219`). */
function commonSuffix(header: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const name of header) {
    const suffix = /^(?:NB|PIMP|PACT|PTSA|PPEN|PPSOC|PPAT|MED|GI|Q[123]|D[1-9]|TP60)[A-Z0-9]*?(\d\d)$/i.exec(
      name.trim(),
    )?.[1]
    if (suffix) counts.set(suffix, (counts.get(suffix) ?? 0) + 1)
  }
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1])
  return best && best[1] >= 3 ? best[0] : undefined
}
