import { z } from 'zod'
import { Amendment, Day } from './input.ts'
import { MONTH_ENDS, PHASE_RELATIONS, SEMESTER_RULES } from './schedule-choices.ts'

export const ScheduleInput = z.object({
  orderOn: Day,
  phaseRelation: z.enum(PHASE_RELATIONS),
  operationOn: Day.nullable().default(null),
  semesterRule: z.enum(SEMESTER_RULES),
  monthEnd: z.enum(MONTH_ENDS),
  amendmentId: Amendment,
})
