/** The interviews as the device knows them: what the server gave, and what was written here since. Pure. */
import type { Act } from '#packages/sync-log/act.ts'
import type { DeviceLog } from '#packages/sync-log/device-log.ts'
import type { DeviceInstant } from '#packages/sync-log/instants.ts'
import type { GivenAnswer } from '../interviews/answers.ts'
import { AnswerAct, BeginAct, NotesAct, type Pack } from './wire.ts'

export interface Wording {
  answer: GivenAnswer
  /** The wordings that it replaces when it is changed. */
  versions: readonly string[]
}

export interface HeldInterview {
  id: string
  guide: string
  who: string
  /** Where the person lives, for the map to begin there. */
  residence: string | null
  agreesAudio: boolean
  agreesPhoto: boolean
  answers: ReadonlyMap<string, Wording>
  /** What was noted of the whole of it until now. */
  notes: string
  /** When it was begun, if it was here. */
  begun: DeviceInstant | null
  ended: boolean
  /** Acts of it that the server has not confirmed. */
  waiting: number
}

export function interviewsOn(pack: Pack, log: DeviceLog, lastSeq: number): HeldInterview[] {
  const acts = [...log.kept, ...log.waiting, ...log.aside.map(({ act }) => act)].sort((a, b) => a.seq - b.seq)
  const held = new Map<string, HeldInterview>(pack.underWay.map((each) => [each.id, fromPack(each)]))
  for (const act of acts) {
    const known = held.get(act.subject)
    // What the server gave holds this act already, but for the hour that this device measures from.
    if (known && act.seq <= lastSeq && pack.underWay.some(({ id }) => id === act.subject)) {
      if (act.kind === 'begin') held.set(act.subject, { ...known, begun: act.made })
      continue
    }
    const next = after(known, act, pack)
    if (next) held.set(act.subject, next)
  }
  const begunThen = new Set(
    acts.filter(({ kind, seq }) => kind === 'begin' && seq <= lastSeq).map((act) => act.subject),
  )
  return [...held.values()].map((one) => ({
    ...one,
    // The server had it when the pack was made, and no longer under way: it was finished elsewhere.
    ended: one.ended || (begunThen.has(one.id) && !pack.underWay.some(({ id }) => id === one.id)),
    waiting: log.waiting.filter(({ subject }) => subject === one.id).length,
  }))
}

function fromPack({ answers, ...interview }: Pack['underWay'][number]): HeldInterview {
  const wordings = answers.map(({ question, answer, versions }) => [question, { answer, versions }] as const)
  return { ...interview, answers: new Map(wordings), begun: null, ended: false, waiting: 0 }
}

function after(known: HeldInterview | undefined, act: Act, pack: Pack): HeldInterview | undefined {
  if (act.kind === 'begin') {
    const { version, person, caretaker, agreesAudio, agreesPhoto } = BeginAct.parse(act.content)
    const appointment = pack.appointments.find((each) => each.person === person)
    const who = appointment?.name ?? pack.caretakers.find(({ id }) => id === caretaker)?.name ?? ''
    return {
      id: act.subject,
      guide: version,
      who,
      residence: appointment?.residence ?? null,
      agreesAudio,
      agreesPhoto,
      answers: new Map(),
      notes: '',
      begun: act.made,
      ended: false,
      waiting: 0,
    }
  }
  if (!known) return undefined
  if (act.kind === 'end') return { ...known, ended: true }
  if (act.kind === 'notes') return { ...known, ...NotesAct.parse(act.content) }
  if (act.kind !== 'answer') return known
  const { question, answer } = AnswerAct.parse(act.content)
  return { ...known, answers: new Map([...known.answers, [question, { answer, versions: [act.id] }]]) }
}
