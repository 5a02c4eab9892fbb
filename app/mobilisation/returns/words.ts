import { m } from '#messages'
import type { ReturnReason } from '#packages/delivery-status/meaning.ts'
import type { ReturnOutcome } from './outcomes.ts'

export const REASON_WORDS: Record<ReturnReason, () => string> = {
  'unknown-address': m.mobilisation_return_unknown_address,
  'unknown-domain': m.mobilisation_return_unknown_domain,
  closed: m.mobilisation_return_closed,
  full: m.mobilisation_return_full,
  'too-large': m.mobilisation_return_too_large,
  unreachable: m.mobilisation_return_unreachable,
  refused: m.mobilisation_return_refused,
  other: m.mobilisation_return_other,
}

export const OUTCOME_WORDS: Record<ReturnOutcome, () => string> = {
  noted: m.mobilisation_return_noted,
  'not-ours': m.mobilisation_return_not_ours,
  'not-failed': m.mobilisation_return_not_failed,
  'no-report': m.mobilisation_return_no_report,
}
