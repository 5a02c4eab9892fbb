/** What the convention said before an amendment and what it says by it, subject by subject. */
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDate, formatNumber } from '#app/ui/format.ts'
import { State } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Changed, changesOf } from './amendment-changes.server.ts'
import { BeforeAfter, type ChangedField } from './before-after.tsx'
import type { ActionVersion } from './missions.server.ts'
import { linesOf } from './points.ts'
import { MONTH_END_WORDS, RELATION_WORDS, SEMESTER_WORDS } from './schedule-fields.tsx'
import type { Touched } from './touched.ts'
import { contractHref } from './trail.ts'
import { euros, sharesText, suspensionText } from './words.ts'

interface ChangesProps {
  convention: string
  changes: Awaited<ReturnType<typeof changesOf>>
  /** Where a subject is taken out again, as long as nobody signed. */
  dropHref: string | undefined
  /** Shown where nothing is written under it. */
  empty: ReactNode
}

export function AmendmentChanges({ convention, changes, dropHref, empty }: ChangesProps) {
  const { settings, perimeter, terms, fundings, actions } = changes
  if (!settings && !perimeter && terms.length + fundings.length + actions.length === 0) return empty
  const takeOut = (what: Touched, of?: string) =>
    dropHref && <TakeOut href={dropHref} what={what} {...(of === undefined ? {} : { of })} />
  return (
    <>
      {settings && (
        <Subject
          title={m.convention_tab_schedule()}
          takeOut={takeOut('schedule')}
          fields={fieldsOf(settings, {
            [m.convention_order_on()]: ({ orderOn }) => formatDate(orderOn),
            [m.convention_relation()]: ({ phaseRelation }) => RELATION_WORDS[phaseRelation](),
            [m.convention_operation_on()]: ({ operationOn }) => operationOn && formatDate(operationOn),
            [m.convention_semester()]: ({ semesterRule }) => SEMESTER_WORDS[semesterRule](),
            [m.convention_month_end()]: ({ monthEnd }) => MONTH_END_WORDS[monthEnd](),
          })}
        />
      )}
      {terms.map((one) => (
        <Subject
          key={one.after.mission_id}
          title={one.after.mission}
          takeOut={takeOut('terms', one.after.mission_id)}
          fields={fieldsOf(one, {
            [m.convention_budget()]: ({ budget_cents }) => euros(budget_cents),
            [m.convention_semesters_count()]: ({ semesters }) => formatNumber(semesters),
            [m.convention_suspensions()]: ({ suspensions }) => suspensions.map(suspensionText).join(', '),
          })}
        />
      ))}
      {fundings.map((one) => (
        <Subject
          key={one.after.id}
          title={m.convention_payers_for({ what: one.after.instalment ?? one.after.mission })}
          takeOut={takeOut('payers', one.after.instalment_id ?? one.after.mission_id)}
          fields={[
            {
              term: m.convention_payers(),
              before: sharesText(one.before),
              after: one.after.shares.length === 0 ? m.convention_payers_as_mission() : sharesText(one.after),
            },
          ]}
        />
      ))}
      {perimeter && (
        <Subject
          title={m.convention_perimeter()}
          takeOut={takeOut('perimeter')}
          fields={[
            ...fieldsOf(perimeter, { [m.convention_statement()]: ({ statement }) => statement }, true),
            ...fieldsOf(perimeter, {
              [m.convention_dwellings_written()]: ({ stated_dwellings }) =>
                stated_dwellings === null ? null : formatNumber(stated_dwellings),
              [m.convention_residences()]: ({ residences }) =>
                residences.length === 0 ? m.convention_residences_all() : residences.join(', '),
            }),
          ]}
        />
      )}
      {actions.map((one) => (
        <ActionChange
          key={one.after.action_id}
          convention={convention}
          change={one}
          takeOut={takeOut('actions', one.after.action_id)}
        />
      ))}
    </>
  )
}

function Subject({ title, fields, takeOut }: { title: string; fields: ChangedField[]; takeOut: ReactNode }) {
  return (
    <>
      <h3 lang="fr">{title}</h3>
      <BeforeAfter caption={title} fields={fields} />
      {takeOut}
    </>
  )
}

function TakeOut({ href, what, of }: { href: string; what: Touched; of?: string }) {
  return (
    <Form action={href} intent="take-out" layout="line">
      <input type="hidden" name="what" value={what} />
      {of !== undefined && <input type="hidden" name="of" value={of} />}
      <SubmitButton kind="quiet">{m.convention_amendment_take_out()}</SubmitButton>
    </Form>
  )
}

function fieldsOf<One>(
  { before, after }: Changed<One>,
  texts: Record<string, (one: One) => string | null>,
  isText = false,
): ChangedField[] {
  return Object.entries(texts).map(([term, textOf]) => ({
    term,
    before: before === null ? null : textOf(before),
    after: textOf(after),
    isText,
  }))
}

interface ActionChangeProps {
  convention: string
  change: Changed<ActionVersion>
  takeOut: ReactNode
}

function ActionChange({ convention, change, takeOut }: ActionChangeProps) {
  const { before, after } = change
  return (
    <>
      <h3>
        <Link to={contractHref(convention, 'actions', after.action_id)} lang="fr">
          {after.title}
        </Link>{' '}
        <ActionMark {...change} />
      </h3>
      {after.is_withdrawn || before === null ? (
        <p>{m.convention_action_in({ mission: after.mission })}</p>
      ) : (
        <ActionBeforeAfter before={before} after={after} />
      )}
      {takeOut}
    </>
  )
}

function ActionMark({ before, after }: Changed<ActionVersion>) {
  if (after.is_withdrawn) return <State tone="bad">{m.convention_action_removed()}</State>
  if (before === null || before.is_withdrawn) return <State tone="good">{m.convention_action_new()}</State>
  return <State>{m.convention_action_reworded()}</State>
}

/** Two versions of an action. */
export function ActionBeforeAfter({ before, after }: { before: ActionVersion; after: ActionVersion }) {
  return (
    <BeforeAfter
      caption={after.title}
      fields={[
        ...fieldsOf({ before, after }, { [m.convention_action_title()]: ({ title }) => title }, true),
        ...fieldsOf({ before, after }, { [m.convention_mission()]: ({ mission }) => mission }),
        ...fieldsOf(
          { before, after },
          {
            [m.convention_objectives()]: ({ objectives }) => linesOf(objectives),
            [m.convention_tasks()]: ({ tasks }) => linesOf(tasks),
          },
          true,
        ),
      ]}
    />
  )
}
