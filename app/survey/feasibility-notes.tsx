import { SubmitButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import { featureWord, valueWord } from './features.ts'
import type { Feasibility } from './lottery.ts'
import type { Problem, Quota, Warning } from './quotas.ts'
import type { Change } from './typed-quotas.ts'

const NOTES = 'feasibility'

interface NotesProps {
  quotas: Quota[]
  problems: Problem[]
  warnings: Warning[]
  feasibility: Feasibility
  size: number
}

/** Can these quotas be met? If not: who contradicts whom, and what could give way, each at one press. */
export function FeasibilityNotes({ quotas, problems, warnings, feasibility, size }: NotesProps) {
  return (
    <div className="section" id={NOTES} aria-live="polite">
      {isFeasible({ problems, feasibility }) && <Notice tone="good">{m.survey_feasible()}</Notice>}
      {!isFeasible({ problems, feasibility }) && (
        <Notice tone="bad">
          <p>{m.survey_infeasible()}</p>
          <ul>
            {problems.map((problem) => (
              <li key={JSON.stringify(problem)}>{problemText(problem, size)}</li>
            ))}
            {problems.length === 0 && feasibility.conflict.length > 0 && (
              <li>{m.survey_conflict({ categories: listOf(feasibility.conflict, quotas) })}</li>
            )}
          </ul>
        </Notice>
      )}
      {feasibility.relaxations.length > 0 && (
        <Notice>
          <p>{m.survey_relaxations()}</p>
          {feasibility.relaxations.map((changes) => (
            <div key={JSON.stringify(changes)}>
              <ul>
                {changes.map((change) => (
                  <li key={`${change.feature} ${change.value}`}>{changeText(change, quotas)}</li>
                ))}
              </ul>
              <SubmitButton kind="plain" name="relax" value={JSON.stringify(changes)}>
                {m.survey_relax_apply()}
              </SubmitButton>
            </div>
          ))}
        </Notice>
      )}
      {warnings.length > 0 && (
        <Notice tone="warn">
          <ul>
            {warnings.map(({ kind, quota }) => (
              <li key={`${kind} ${quota.feature} ${quota.value}`}>{warningText(kind, quota)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}

/** The same in one sentence, for the foot of a page whose table is longer than a screen. */
export function FeasibilityMark({ problems, feasibility }: Pick<NotesProps, 'problems' | 'feasibility'>) {
  if (isFeasible({ problems, feasibility })) return <State tone="good">{m.survey_feasible()}</State>
  return (
    <a href={`#${NOTES}`}>
      <State tone="bad">{m.survey_infeasible()}</State>
    </a>
  )
}

function isFeasible({ problems, feasibility }: Pick<NotesProps, 'problems' | 'feasibility'>): boolean {
  return problems.length === 0 && feasibility.feasible
}

function cellWord(cell: { feature: string; value: string }, quotas: readonly Quota[]): string {
  const label = quotas.find(({ feature, value }) => feature === cell.feature && value === cell.value)?.label
  return m.survey_cell({ feature: featureWord(cell.feature), value: valueWord(cell.feature, cell.value, label) })
}

function listOf(cells: readonly { feature: string; value: string }[], quotas: readonly Quota[]): string {
  return cells.map((cell) => cellWord(cell, quotas)).join(' ; ')
}

function problemText(problem: Problem, size: number): string {
  if ('sum' in problem) {
    const values = { feature: featureWord(problem.feature), sum: problem.sum, size }
    return problem.kind === 'minima-over-size' ? m.survey_problem_minima(values) : m.survey_problem_maxima(values)
  }
  const { quota } = problem
  const cell = cellWord(quota, [quota])
  return problem.kind === 'minimum-over-maximum'
    ? m.survey_problem_bounds({ cell, minimum: quota.minimum, maximum: quota.maximum })
    : m.survey_problem_pool({ cell, minimum: quota.minimum, pool: quota.pool })
}

function changeText(change: Change, quotas: readonly Quota[]): string {
  const old = quotas.find(({ feature, value }) => feature === change.feature && value === change.value)
  const cell = cellWord(change, quotas)
  if (!old || change.minimum !== old.minimum)
    return m.survey_relax_minimum({ cell, from: old?.minimum ?? 0, to: change.minimum })
  return m.survey_relax_maximum({ cell, from: old.maximum, to: change.maximum })
}

function warningText(kind: Warning['kind'], quota: Quota): string {
  const cell = cellWord(quota, [quota])
  if (kind === 'everyone') return m.survey_warning_everyone({ cell, pool: quota.pool })
  if (kind === 'tiny') return m.survey_warning_tiny({ cell, pool: quota.pool })
  return m.survey_warning_favoured({ cell })
}
