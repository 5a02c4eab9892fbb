/** What each step of the check of a draw says, on screen and on paper. */
import { m } from '#messages'
import type { StepName } from '#packages/draw-record/verify.ts'

export const CHECK_WORDS: Record<StepName, () => string> = {
  readable: m.survey_check_readable,
  seal: m.survey_check_seal,
  lottery: m.survey_check_lottery,
  panels: m.survey_check_panels,
  order: m.survey_check_order,
  number: m.survey_check_number,
  chain: m.survey_check_chain,
  openings: m.survey_check_openings,
  quotas: m.survey_check_quotas,
  households: m.survey_check_households,
}
