/** The figures of one residence, each with its trace. Counts of persons pass the secrecy rules over all residences together. */
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { KnownMeasure, Measure, Trace, Unit } from '#app/ui/measure.ts'
import { m } from '#messages'
import { guardCounts } from '#packages/disclosure/one-way.ts'
import { countsByResidence } from './residences.server.ts'
import { thresholdFor } from './secrecy.server.ts'
import { stockHref } from './trail.ts'

type Counts = Awaited<ReturnType<typeof countsByResidence>>[number]

export async function figuresOf(tx: ActorTx, residenceId: string) {
  must(tx.actor, 'stock.read')
  const all = await countsByResidence(tx)
  const here = all.find((counts) => counts.residence_id === residenceId)
  if (!here) return []
  const { k, shown } = secret(tx, all, here)
  const rows = stockHref(tx.actor.conventionCode, 'residences', residenceId, 'dwellings')
  const dwellings = (definition: string, formula?: string) =>
    traceOf(m.stock_trace_dwellings(), here.dwellings, definition, formula, rows)
  const persons = (definition: string, formula?: string) =>
    traceOf(m.stock_trace_register(), undefined, definition, formula)
  const vacant = here.vacant_offered + here.vacant_technical
  return [
    {
      label: m.stock_dwellings(),
      measure: known(here.dwellings, 'dwellings', null, dwellings(m.stock_def_dwellings())),
    },
    {
      label: m.stock_vacancy_rate(),
      measure: shareOf(vacant, here.dwellings, dwellings(m.stock_def_vacancy(), m.stock_formula_vacancy())),
    },
    {
      label: m.stock_sieve_rate(),
      measure: shareOf(
        here.sieves,
        here.labelled,
        dwellings(m.stock_def_sieves(), m.stock_formula_sieves({ unlabelled: here.dwellings - here.labelled })),
      ),
    },
    { label: m.stock_persons(), measure: count(shown('persons'), persons(m.stock_def_persons())) },
    // Many landlords send adults only: the same figure twice would puzzle.
    ...(all.every(({ adults, persons }) => adults === persons)
      ? []
      : [{ label: m.stock_adults(), measure: count(shown('adults'), persons(m.stock_def_adults())) }]),
    {
      label: m.stock_rotation_rate(),
      measure: rate(
        shown('entered_last_year'),
        shown('households'),
        persons(m.stock_def_rotation(), m.stock_formula_rotation()),
      ),
    },
    {
      label: m.stock_seniority(),
      measure:
        here.seniority_years === null || here.households < k
          ? withheld('years', persons(m.stock_def_seniority()))
          : known(here.seniority_years, 'years', here.households, persons(m.stock_def_seniority()), 'households'),
    },
  ]
}

type Counted = 'persons' | 'adults' | 'households' | 'entered_last_year'

/** What may be shown of a count: judged over all residences at once, so that no total gives a hidden one away. */
function secret(tx: ActorTx, all: Counts[], here: Counts) {
  const k = thresholdFor(tx.actor)
  const shown = (key: Counted) => {
    const safe = guardCounts(
      all.map((counts) => counts[key]),
      k,
    )
    return safe.counts[all.indexOf(here)] ?? null
  }
  return { k, shown }
}

function traceOf(
  name: string,
  rows: number | undefined,
  definition: string,
  formula?: string,
  rowsHref?: string,
): Trace {
  return {
    definition,
    ...(formula === undefined ? {} : { formula }),
    sources: [{ kind: 'records', name, ...(rows === undefined ? {} : { count: rows }) }],
    on: new Date().toISOString(),
    ...(rowsHref === undefined ? {} : { rowsHref }),
  }
}

function known(
  value: number,
  unit: Unit,
  n: number | null,
  trace: Trace,
  of: KnownMeasure['of'] = 'dwellings',
): Measure {
  return { value, unit, n, of, trace }
}

function withheld(unit: Unit, trace: Trace): Measure {
  return { value: null, withheld: 'too-few', unit, n: null, trace }
}

function count(value: number | null, trace: Trace): Measure {
  return value === null ? withheld('persons', trace) : known(value, 'persons', null, trace)
}

function rate(part: number | null, whole: number | null, trace: Trace): Measure {
  return part === null || whole === null || whole === 0
    ? withheld('share', trace)
    : known(part / whole, 'share', whole, trace, 'households')
}

function shareOf(part: number, whole: number, trace: Trace): Measure {
  return whole === 0 ? withheld('share', trace) : known(part / whole, 'share', whole, trace)
}
