/** What the forms of an interview offer, and in which words. Pure. */
import { m } from '#messages'

/** Where what is kept of an interview came from: entered while listening, from paper, from a phone without a network, from a file. */
export type Source = 'visit' | 'paper' | 'device' | 'file'

export const CONSENTS = ['spoken', 'signed'] as const
export type Consent = (typeof CONSENTS)[number]

/** Which notice is read out; a change of its words is a new version. */
export const NOTICE_VERSION = '2026-1'
/** Of what another program collected: the notice was that program's. */
export const FORM_NOTICE = 'form'

export const INTERVIEW_STATES = ['open', 'partial', 'complete', 'withdrawn'] as const
export type InterviewState = (typeof INTERVIEW_STATES)[number]

export function stateOfInterview(row: {
  completed_at: Date | string | null
  withdrawn_at: Date | string | null
  partial: boolean
}): InterviewState {
  if (row.withdrawn_at !== null) return 'withdrawn'
  if (row.completed_at === null) return 'open'
  return row.partial ? 'partial' : 'complete'
}

export const STATE_TONES = { open: 'warn', partial: 'plain', complete: 'good', withdrawn: 'plain' } as const

export const STATE_WORDS: Record<InterviewState, () => string> = {
  open: m.survey_state_open,
  partial: m.survey_state_partial,
  complete: m.survey_state_complete,
  withdrawn: m.survey_state_withdrawn,
}

const SOURCE_WORDS: Record<Source, () => string> = {
  visit: m.survey_source_visit,
  paper: m.survey_source_paper,
  device: m.survey_source_device,
  file: m.survey_source_file,
}

export function sourceWord(source: string): string {
  const known = (['visit', 'paper', 'device', 'file'] as const).find((each) => each === source)
  return known ? SOURCE_WORDS[known]() : source
}

export const CONSENT_WORDS: Record<Consent, () => string> = {
  spoken: m.survey_consent_spoken,
  signed: m.survey_consent_signed,
}

/** What one agrees to apart from the interview itself, and may take back apart. */
export const AGREEMENTS = ['agreesQuotation', 'agreesRecall', 'agreesAudio', 'agreesPhoto'] as const
export type Agreement = (typeof AGREEMENTS)[number]

export const AGREEMENT_WORDS: Record<Agreement, () => string> = {
  agreesQuotation: m.survey_agrees_quotation,
  agreesRecall: m.survey_agrees_recall,
  agreesAudio: m.survey_agrees_audio,
  agreesPhoto: m.survey_agrees_photo,
}
