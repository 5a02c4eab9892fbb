/**
 * The little of HiGHS that this package needs: models that stay in memory, are changed in place and solved again from
 * where the last solve ended. One thread, a fixed seed and no time limit, so that every machine takes the same path.
 */
import loadHighs, { type Highs, type Model } from 'highs'
import { PanelError } from './panel-error.ts'

export interface Entries {
  indices: number[]
  values: number[]
}

export interface Solved {
  value: number
  columns: Float64Array
  rowDuals: Float64Array
}

export const FREE = Number.POSITIVE_INFINITY

let loading: Promise<Highs> | undefined

/** The solver, loaded once for the life of the thread. */
export function solver(): Promise<Highs> {
  loading ??= loadHighs()
  return loading
}

/** An empty model with the settings of the house. Dispose of it: its memory is not the collector's. */
export function newModel(highs: Highs, options: Record<string, string | number | boolean> = {}): Model {
  const model = highs.createModel()
  model.options.set({ output_flag: false, random_seed: 1, ...options })
  return model
}

export function maximise(highs: Highs, model: Model): void {
  model.changeObjectiveSense(highs.constants.objectiveSense.maximize)
}

/**
 * Solves, and gives the optimum, or nothing when there is no solution at all.
 *
 * @throws PanelError `solver-failed` for any other ending: a fault of numbers, never of the quotas
 */
export function solve(highs: Highs, model: Model): Solved | undefined {
  model.run()
  const { optimal, infeasible, unboundedOrInfeasible } = highs.constants.modelStatus
  let status = model.getModelStatus()
  if (status === infeasible || status === unboundedOrInfeasible) return undefined
  if (status !== optimal) {
    model.clearSolver() // a warm start that went wrong numerically: once more from scratch
    model.run()
    status = model.getModelStatus()
  }
  if (status === infeasible || status === unboundedOrInfeasible) return undefined
  if (status !== optimal) throw new PanelError('solver-failed', { status }, `the solver stopped with status ${status}`)
  const solution = model.getSolution()
  return { value: model.getObjectiveValue(), columns: solution.colValue, rowDuals: solution.rowDual }
}
