import { RadioGroup } from '#app/ui/choice-group.tsx'
import { DateField } from '#app/ui/text-field.tsx'
import { m } from '#messages'
import { MONTH_ENDS, PHASE_RELATIONS, SEMESTER_RULES } from './schedule-choices.ts'

export const SEMESTER_WORDS = { rolling: m.convention_semester_rolling, civil: m.convention_semester_civil }
export const MONTH_END_WORDS = { 'same-day': m.convention_month_same, 'last-day': m.convention_month_last }
export const RELATION_WORDS = {
  sequential: m.convention_relation_sequential,
  overlapping: m.convention_relation_overlapping,
  custom: m.convention_relation_custom,
}

interface Chosen {
  orderOn: string
  phaseRelation: (typeof PHASE_RELATIONS)[number]
  operationOn: string | null
  semesterRule: (typeof SEMESTER_RULES)[number]
  monthEnd: (typeof MONTH_ENDS)[number]
}

/** The points left open, each with its choices in sight. How the missions follow has no default: the parties must say. */
export function ScheduleFields({ chosen }: { chosen?: Chosen }) {
  return (
    <>
      <DateField
        name="orderOn"
        label={m.convention_order_on()}
        hint={m.convention_order_on_hint()}
        value={chosen?.orderOn ?? ''}
      />
      <RadioGroup
        name="phaseRelation"
        label={m.convention_relation()}
        {...(chosen ? { value: chosen.phaseRelation } : {})}
        choices={PHASE_RELATIONS.map((value) => ({ value, label: RELATION_WORDS[value]() }))}
      />
      <DateField
        name="operationOn"
        label={m.convention_operation_on()}
        hint={m.convention_operation_on_hint()}
        value={chosen?.operationOn ?? ''}
        optional
      />
      <RadioGroup
        name="semesterRule"
        label={m.convention_semester()}
        value={chosen?.semesterRule ?? 'rolling'}
        choices={SEMESTER_RULES.map((value) => ({ value, label: SEMESTER_WORDS[value]() }))}
      />
      <RadioGroup
        name="monthEnd"
        label={m.convention_month_end()}
        value={chosen?.monthEnd ?? 'same-day'}
        choices={MONTH_ENDS.map((value) => ({ value, label: MONTH_END_WORDS[value]() }))}
      />
    </>
  )
}
