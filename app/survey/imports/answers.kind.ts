/** Interviews of tenants collected with ODK or KoboToolbox: one line is one interview of a person of the panel. Pure. */
import { createHash } from 'node:crypto'
import { importKind, optional, required } from '#packages/intake/kind.ts'
import { cellText } from '#packages/intake/table.ts'
import { date } from '#packages/intake/values/date.ts'
import { integer } from '#packages/intake/values/number.ts'
import type { ValueReader } from '#packages/intake/values/reader.ts'
import { choice, key, text, yesNo } from '#packages/intake/values/word.ts'
import { dayIn } from '#packages/sync-log/instants.ts'

const LONGEST_NOTES = 20_000

/** Names that a form of one's own may give its questions; what the programs add themselves stands in each dialect. */
const ASKED = {
  person: [
    'CODE_PERSONNE',
    'CODE_PANEL',
    'CODE_DE_LA_PERSONNE',
    'CODE_PARTICIPANT',
    'PSEUDONYME',
    'PERSON_CODE',
    'PANEL_CODE',
    'PSEUDONYM',
    'PERSONNE',
    'PERSON',
    'CODE',
  ],
  consent: ['CONSENTEMENT', 'ACCORD', 'ACCORD_ENTRETIEN', 'CONSENT', 'CONSENT_GIVEN', 'AGREES'],
  heldOn: ['DATE_ENTRETIEN', 'TODAY', 'DATE', 'INTERVIEW_DATE'],
  start: ['START', 'DEBUT'],
  end: ['END', 'FIN'],
  minutes: ['DUREE', 'DUREE_MINUTES', 'MINUTES', 'DURATION'],
  place: ['LIEU', 'LIEU_ENTRETIEN', 'PLACE'],
  interviewer: ['ENQUETEUR', 'ENQUETRICE', 'ENQUETEUR_RICE', 'NOM_ENQUETEUR', 'INTERVIEWER'],
  agreesQuotation: ['ACCORD_CITATION', 'CITATION', 'AGREES_QUOTATION', 'QUOTATION'],
  agreesRecall: ['ACCORD_RAPPEL', 'RAPPEL', 'AGREES_RECALL', 'RECALL'],
  agreesAudio: ['ACCORD_AUDIO', 'ACCORD_ENREGISTREMENT', 'AGREES_AUDIO'],
  agreesPhoto: ['ACCORD_PHOTO', 'AGREES_PHOTO'],
  notes: ['NOTES', 'OBSERVATIONS', 'REMARQUES', 'COMMENTAIRES', 'COMMENTS'],
} as const

export const answersKind = importKind(
  {
    id: 'survey.answers',
    fields: {
      instance: required(key(100)),
      person: required(key(40)),
      consent: required(
        choice({
          spoken: ['oral', 'oui', 'verbal', 'spoken', 'yes', 'true', 'vrai', 'ok', '1', 'accord', 'accord oral'],
          signed: ['signé', 'écrit', 'signature', 'signed', 'written', 'accord signé', 'accord écrit'],
          none: ['non', 'no', 'false', 'faux', '0', 'refus', 'refuse'],
        }),
      ),
      heldOn: optional(fieldDay()),
      start: optional(text(60)),
      end: optional(text(60)),
      submitted: optional(text(60)),
      minutes: optional(integer({ min: 1, max: 300, aside: true })),
      place: optional(
        choice(
          {
            home: ['domicile', 'logement', 'chez la personne', 'home'],
            'common-room': ['salle commune', 'local commun', 'lcr', 'common room', 'common_room'],
            operator: ['bureau', 'locaux de l’opérateur', 'operator', 'office'],
            phone: ['téléphone', 'phone'],
          },
          'aside',
        ),
      ),
      interviewer: optional(text(120)),
      agreesQuotation: optional(yesNo()),
      agreesRecall: optional(yesNo()),
      agreesAudio: optional(yesNo()),
      agreesPhoto: optional(yesNo()),
      notes: optional(text(LONGEST_NOTES)),
    },
    dialects: [
      {
        id: 'kobo',
        marks: ['_uuid', '_submission_time'],
        groupMark: '/',
        headers: {
          ...ASKED,
          instance: ['meta/rootUuid', '_uuid', 'meta/instanceID', '_id'],
          submitted: ['_submission_time'],
        },
      },
      {
        id: 'odk',
        marks: ['KEY', 'SubmissionDate'],
        groupMark: '-',
        headers: { ...ASKED, instance: ['meta-instanceID', 'instanceID', 'KEY'], submitted: ['SubmissionDate'] },
      },
    ],
    // Where somebody lives and on which telephone it was written down is not part of what they said.
    forbidden: [
      {
        reason: 'location',
        headers: ['geolocation', '_geolocation', 'gps_latitude', 'gps_longitude', 'gps_altitude', 'gps_precision'],
      },
      { reason: 'device', headers: ['deviceid', 'device_id', 'phonenumber', 'simserial', 'subscriberid', 'imei'] },
    ],
    key: ['instance'],
  },
  ({ instance, heldOn, start, end, submitted, minutes, ...said }) => ({
    ...said,
    id: idOf(instance),
    heldOn: heldOn ?? dayOf(start) ?? dayOf(submitted),
    startedAt: instantOf(start)?.toISOString() ?? null,
    minutes: minutes ?? minutesBetween(start, end),
  }),
)

/** A day as these programs write it: ISO, with or without an hour, or `Mar 2, 2026 10:11:12 AM` of older ones. */
function fieldDay(): ValueReader<string> {
  const days = date()
  return {
    type: 'date',
    read(cell, options, report) {
      return days.read(englishDay(cellText(cell)) ?? cell, options, report)
    },
  }
}

function englishDay(written: string): string | undefined {
  const [, name = '', day = '', year] = ENGLISH_DAY.exec(written.trim()) ?? []
  const month = MONTHS.indexOf(name.toLowerCase()) + 1
  return month > 0 ? `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}` : undefined
}

const ENGLISH_DAY = /^([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})\b/
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ISO_INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/
const LONGEST_MINUTES = 300

function instantOf(written: string | null): Date | undefined {
  if (written === null || !ISO_INSTANT.test(written)) return undefined
  // KoboToolbox writes when it received something in universal time, without saying so.
  const instant = new Date(/Z$|[+-]\d\d:?\d\d$/.test(written) ? written : `${written}Z`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

function dayOf(written: string | null): string | null {
  const instant = instantOf(written)
  if (instant) return dayIn('Europe/Paris', instant.getTime())
  if (written !== null && /^\d{4}-\d\d-\d\d$/.test(written)) return written
  return englishDay(written ?? '') ?? null
}

function minutesBetween(start: string | null, end: string | null): number | null {
  const [from, to] = [instantOf(start), instantOf(end)]
  if (!from || !to) return null
  const minutes = Math.round((to.getTime() - from.getTime()) / 60_000)
  // A form that was left open until the evening says nothing of the interview.
  return minutes >= 1 && minutes <= LONGEST_MINUTES ? minutes : null
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

/** The interview's own id: the one that the program gave to what it collected, so that it comes in once. */
export function idOf(instance: string): string {
  const own = UUID.exec(instance.toLowerCase())?.[0]
  return own ?? uuidFrom(instance)
}

/** A name of any kind as an id, always the same. */
export function uuidFrom(name: string): string {
  const hash = createHash('sha256').update(`palier/${name}`).digest('hex')
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}
