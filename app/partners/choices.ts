/** What can be chosen in this room, as the database has it. */
export const ORGANISATION_KINDS = [
  'operator',
  'landlord',
  'commune',
  'intercommunality',
  'department',
  'state',
  'allocating',
  'funder',
  'association',
  'company',
  'social-service',
  'residents',
  'other',
] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export const ENGAGEMENTS = ['to-meet', 'met', 'engaged', 'active', 'paused', 'declined'] as const
export type Engagement = (typeof ENGAGEMENTS)[number]

export const MEETING_KINDS = ['copil', 'technical', 'working', 'bilateral'] as const
export type MeetingKind = (typeof MEETING_KINDS)[number]

export const MEETING_STATES = ['prepared', 'convened', 'held', 'minuted', 'cancelled'] as const
export type MeetingState = (typeof MEETING_STATES)[number]

export const ANSWERS = ['present', 'remote', 'replaced', 'absent'] as const
export type Answer = (typeof ANSWERS)[number]

export const ATTENDANCES = ['present', 'remote', 'replaced', 'excused', 'absent'] as const
export type Attendance = (typeof ATTENDANCES)[number]

export const WORD_KINDS = ['comment', 'approval', 'reservation'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** Of an agenda. */
export const MOST_POINTS = 20
