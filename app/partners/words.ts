/** How choices are worded. */
import { m } from '#messages'
import type {
  Answer,
  Attendance,
  Engagement,
  MeetingKind,
  MeetingState,
  OrganisationKind,
  WordKind,
} from './choices.ts'
import type { Replaced } from './minutes-content.ts'

export const KIND_WORDS: Record<OrganisationKind, () => string> = {
  operator: m.partners_kind_operator,
  landlord: m.partners_kind_landlord,
  commune: m.partners_kind_commune,
  intercommunality: m.partners_kind_intercommunality,
  department: m.partners_kind_department,
  state: m.partners_kind_state,
  allocating: m.partners_kind_allocating,
  funder: m.partners_kind_funder,
  association: m.partners_kind_association,
  company: m.partners_kind_company,
  'social-service': m.partners_kind_social_service,
  residents: m.partners_kind_residents,
  other: m.partners_kind_other,
}

export const ENGAGEMENT_WORDS: Record<Engagement, () => string> = {
  'to-meet': m.partners_engagement_to_meet,
  met: m.partners_engagement_met,
  engaged: m.partners_engagement_engaged,
  active: m.partners_engagement_active,
  paused: m.partners_engagement_paused,
  declined: m.partners_engagement_declined,
}

export const MEETING_WORDS: Record<MeetingKind, () => string> = {
  copil: m.partners_meeting_copil,
  technical: m.partners_meeting_technical,
  working: m.partners_meeting_working,
  bilateral: m.partners_meeting_bilateral,
}

export const STATE_WORDS: Record<MeetingState, () => string> = {
  prepared: m.partners_state_prepared,
  convened: m.partners_state_convened,
  held: m.partners_state_held,
  minuted: m.partners_state_minuted,
  cancelled: m.partners_state_cancelled,
}

export const STATE_TONES = {
  prepared: 'plain',
  convened: 'good',
  held: 'warn',
  minuted: 'good',
  cancelled: 'bad',
} as const satisfies Record<MeetingState, string>

export const ANSWER_WORDS: Record<Answer, () => string> = {
  present: m.partners_answer_present,
  remote: m.partners_answer_remote,
  replaced: m.partners_answer_replaced,
  absent: m.partners_answer_absent,
}

export const ATTENDANCE_WORDS: Record<Attendance, () => string> = {
  present: m.partners_attendance_present,
  remote: m.partners_attendance_remote,
  replaced: m.partners_attendance_replaced,
  excused: m.partners_attendance_excused,
  absent: m.partners_attendance_absent,
}

export const WORD_WORDS: Record<WordKind, () => string> = {
  comment: m.partners_word_comment,
  approval: m.partners_word_approval,
  reservation: m.partners_word_reservation,
}

/** The same, as the one who says it. */
export const OWN_WORDS: Record<WordKind, () => string> = {
  comment: m.partners_own_comment,
  approval: m.partners_own_approval,
  reservation: m.partners_own_reservation,
}

/** « remplace « … » (version 1) ». */
export function replacedWord({ said, version }: NonNullable<Replaced>): string {
  return m.partners_replaces({ said, version: String(version) })
}
