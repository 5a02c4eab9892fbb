import { SubmitButton } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatNumber } from '#app/ui/format.ts'
import { Notice } from '#app/ui/notice.tsx'
import { State, type Tone } from '#app/ui/state.tsx'
import { m } from '#messages'
import type { Stage } from './campaigns.server.ts'
import type { LegalKind } from './legal-kinds.ts'
import type { Kind } from './templates.ts'

export const KIND_WORDS: Record<Kind, () => string> = {
  letter: m.mobilisation_kind_letter,
  poster: m.mobilisation_kind_poster,
  email: m.mobilisation_kind_email,
  sms: m.mobilisation_kind_sms,
}

export const LEGAL_KIND_WORDS: Record<LegalKind, { name: () => string; hint: () => string }> = {
  'service-information': { name: m.mobilisation_legal_service, hint: m.mobilisation_legal_service_hint },
  prospecting: { name: m.mobilisation_legal_prospecting, hint: m.mobilisation_legal_prospecting_hint },
}

/** The press that makes it leave. */
export const LEAVE_WORDS: Record<Kind, () => string> = {
  letter: m.mobilisation_leave_letters,
  poster: m.mobilisation_leave_poster,
  email: m.mobilisation_leave_emails,
  sms: m.mobilisation_leave_sms,
}

interface Counts {
  total: number
  protected: number
  /** Where a consent is needed. */
  agreeing: number | null
}

/** How many households a campaign reaches, and those that it does not. */
export function householdWords({ total, protected: hidden, agreeing }: Counts): string {
  return [
    m.mobilisation_recipient_count({ count: total, number: formatNumber(total) }),
    ...(hidden > 0 ? [m.mobilisation_protected_count({ count: hidden })] : []),
    ...(agreeing === null ? [] : [agreeingWords(agreeing)]),
  ].join(' ')
}

export function agreeingWords(agreeing: number): string {
  return m.mobilisation_agreeing_count({ count: agreeing, number: formatNumber(agreeing) })
}

const STAGES: Record<Stage, { word: () => string; tone: Tone }> = {
  draft: { word: m.mobilisation_stage_draft, tone: 'plain' },
  'approved-by-one': { word: m.mobilisation_stage_one, tone: 'warn' },
  approved: { word: m.mobilisation_stage_approved, tone: 'good' },
  left: { word: m.mobilisation_stage_left, tone: 'good' },
}

export function CampaignStage({ stage }: { stage: Stage }) {
  const { word, tone } = STAGES[stage]
  return <State tone={tone}>{word()}</State>
}

/** By how much a letter or a poster runs over its page, while it can still be shortened. */
export function TooLong({ lines }: { lines: number }) {
  return lines > 0 && <Notice tone="bad">{m.refusal_mobilisation_too_long_for_page({ lines })}</Notice>
}

/** Somebody said so by telephone, or answered STOP. */
export function OptOut({ intent, field, value, who }: { intent: string; field: string; value: string; who: string }) {
  return (
    <Form intent={intent} layout="line">
      <input type="hidden" name={field} value={value} />
      <SubmitButton kind="quiet">
        {m.mobilisation_opt_out_note()}
        <span className="unseen"> {who}</span>
      </SubmitButton>
    </Form>
  )
}
