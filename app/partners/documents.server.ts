/** What is printed of a meeting: the sheet to sign, and the minutes. The templates add nothing but their layout. */
import type { ActorTx } from '#app/platform/database.server.ts'
import { must } from '#app/platform/database.server.ts'
import { pdfOf } from '#app/platform/documents/document.server.ts'
import { letterPaper } from '#app/platform/documents/letter-paper.server.ts'
import { formatDate, formatHour, formatInstant } from '#app/ui/format.ts'
import { m } from '#messages'
import { inviteesOf, meetingOf } from './meetings.server.ts'
import { minutesOf } from './minutes.server.ts'
import type { MinutesContent, Replaced } from './minutes-content.ts'
import { ATTENDANCE_WORDS, MEETING_WORDS, replacedWord } from './words.ts'

const EMPTY_LINES = 6

export async function sheetPdf(tx: ActorTx, meetingId: string, now = new Date()): Promise<Buffer> {
  must(tx.actor, 'partners.meeting.write')
  const meeting = await meetingOf(tx, meetingId)
  const people = await inviteesOf(tx, meeting.id)
  return pdfOf(
    'app/partners/attendance-sheet.typ',
    {
      ...(await letterPaper(tx)),
      title: m.partners_sheet_title(),
      about: meeting.title,
      facts: factsOf(meeting),
      intro: m.partners_sheet_intro(),
      head: [m.partners_name(), m.partners_organisation(), m.partners_signature()],
      rows: [
        ...people.map(({ name, organisation }) => [name, organisation]),
        ...Array.from({ length: EMPTY_LINES }, () => ['', '']),
      ],
    },
    now,
  )
}

export async function minutesPdf(
  tx: ActorTx,
  meetingId: string,
  { version, now = new Date() }: { version?: number | undefined; now?: Date } = {},
): Promise<Buffer> {
  const { content, given } = await minutesOf(tx, meetingId, version)
  return pdfOf(
    'app/partners/minutes.typ',
    {
      ...(await letterPaper(tx)),
      title: m.partners_minutes_of({ title: content.title }),
      about: content.title,
      state: given
        ? m.partners_given_out({ version: String(given.version), by: given.by, at: formatInstant(given.at) })
        : m.partners_minutes_draft(),
      facts: factsOf(content),
      people: {
        title: m.partners_people(),
        head: [m.partners_name(), m.partners_organisation(), m.partners_attendance()],
        rows: content.people.map(({ name, organisation, attendance, substitute }) => [
          name,
          organisation,
          attendance === null
            ? ''
            : [ATTENDANCE_WORDS[attendance](), attendance === 'replaced' && substitute].filter(Boolean).join(' – '),
        ]),
      },
      parts: content.parts.map(({ title, said, decisions, actions }, index) => ({
        title: title === null ? m.partners_other_points() : m.partners_numbered({ number: String(index + 1), title }),
        said: said.split(/\n{2,}/).filter(Boolean),
        decisions: decisions.map(withReplaced),
        actions: actionRows(actions),
      })),
      earlier: { title: m.partners_earlier_actions(), rows: actionRows(content.earlier) },
      decisionsTitle: m.partners_decisions(),
      actionsTitle: m.partners_actions(),
      actionHead: [m.partners_action(), m.partners_responsible(), m.partners_due_on()],
    },
    given ? new Date(given.at) : now,
  )
}

function actionRows(actions: MinutesContent['earlier']): string[][] {
  return actions.map(({ said, organisation, person, dueOn, replaces }) => [
    withReplaced({ said, replaces }),
    person === '' ? organisation : m.partners_person_of({ organisation, person }),
    formatDate(dueOn, 'medium'),
  ])
}

function withReplaced({ said, replaces }: { said: string; replaces: Replaced }): string {
  return replaces ? `${said} ${replacedWord(replaces)}` : said
}

function factsOf({ kind, startsAt, endsAt, place }: Pick<MinutesContent, 'kind' | 'startsAt' | 'endsAt' | 'place'>) {
  return [
    [m.partners_kind(), MEETING_WORDS[kind]()],
    [
      m.partners_when(),
      m.partners_on_from_until({
        on: formatDate(startsAt),
        from: formatHour(new Date(startsAt)),
        until: formatHour(new Date(endsAt)),
      }),
    ],
    [m.partners_place(), place],
  ]
}
