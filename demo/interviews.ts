/** The survey as the demonstration shows it: a panel drawn in public, sixty-four tenants and eight caretakers interviewed, one interview under way, others still to see. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { type Asked, makeAppointment, peopleOf, recordAttempt } from '#app/survey/contacts.server.ts'
import { answerNumber, enterNumber, makeLottery, numbersOf, openDraw } from '#app/survey/draw.server.ts'
import { type Given, keepAnswers } from '#app/survey/interviews/answers.server.ts'
import { type GivenAnswer, isAsked, NO_ANSWER } from '#app/survey/interviews/answers.ts'
import { addQuestion, createGuide, guideOf, moveQuestion } from '#app/survey/interviews/guides.server.ts'
import {
  beginInterview,
  caretakersOf,
  finishInterview,
  interviewOf,
  type NewInterview,
} from '#app/survey/interviews/interviews.server.ts'
import { placeBookOf } from '#app/survey/interviews/place-book.server.ts'
import { givenOf, type KnownPlace, pressed } from '#app/survey/interviews/place-book.ts'
import type { Question } from '#app/survey/interviews/questions.ts'
import type { Outcome } from '#app/survey/outcomes.ts'
import { createPanel, panelsOf } from '#app/survey/panels.server.ts'
import { replacePerson } from '#app/survey/replacements.server.ts'
import { sealPanel } from '#app/survey/seal.server.ts'
import { inParis, instantInParis } from '#packages/french/paris-time.ts'
import { DEMO_SEED } from './files.ts'
import { CARETAKER_WORDS, type Said, SLOTS, TENANT_WORDS } from './interview-words.ts'
import { type Random, randomOf } from './random.ts'
import { recordInvented } from './recordings.ts'

const PANEL = 'Panel de l’enquête de proximité'
const SIZE = 88
/** The survey begins in some residences: there are enough people of each to say something. */
const RESIDENCES = 12
const TENANTS = 64
const DAY_MS = 24 * 3_600_000
const FIRST_DAY = 46

interface Team {
  lead: Actor
  animator: Actor
}

/** Does nothing when it was done before. */
export async function holdInterviews(
  owner: pg.Client,
  actorOf: (role: Role) => Promise<Actor>,
  now = new Date(),
): Promise<void> {
  const team = { lead: await actorOf('operator-lead'), animator: await actorOf('operator-animator') }
  const panel = await drawnPanel(team.lead, await actorOf('landlord-pilot'))
  const held = await inConvention(team.lead, (tx) => interviewsOf(tx, panel, team, now))
  if (!held) return
  await inConvention(team.animator, (tx) => arrangeVisits(tx, held.toSee, now))
  await dateBack(owner, team.lead.conventionId)
}

async function drawnPanel(lead: Actor, pilot: Actor): Promise<string> {
  const panels = await inConvention(lead, panelsOf)
  const known = panels.find(({ name }) => name === PANEL)
  if (known) return known.id
  const id = await inConvention(lead, async (tx) => {
    const residences = await tx.selectFrom('stock_residence').select('id').orderBy('code').limit(RESIDENCES).execute()
    const panel = await createPanel(tx, {
      name: PANEL,
      residenceIds: residences.map((residence) => residence.id),
      holdersOnly: false,
      onePerHousehold: true,
      size: SIZE,
      objective: 'maximin',
      tolerance: 0.3,
      features: ['residence', 'age', 'sex'],
    })
    await sealPanel(tx, panel)
    await makeLottery(tx, panel, { signal: new AbortController().signal, progress: async () => undefined })
    await enterNumber(tx, panel, { value: 417, source: 'dice', reference: 'Trois dés lancés en comité de pilotage' })
    return panel
  })
  await inConvention(pilot, async (tx) => {
    const [number] = await numbersOf(tx, id)
    await answerNumber(tx, id, number?.id ?? '', 'confirmed')
  })
  await inConvention(lead, (tx) => openDraw(tx, id))
  return id
}

/** Everything that was said, in one transaction; gives who is still to be seen. */
async function interviewsOf(tx: ActorTx, panelId: string, team: Team, now: Date) {
  const begun = await tx.selectFrom('survey_interview').select('id').limit(1).executeTakeFirst()
  if (begun) return undefined
  const tenants = await createGuide(tx, { name: 'Enquête de proximité 2026', audience: 'tenant' })
  await askWhere(tx, tenants)
  const { places } = await placeBookOf(tx)
  const caretakers = await createGuide(tx, { name: 'Entretiens avec les gardiens', audience: 'caretaker' })
  const people = randomOf(DEMO_SEED, 'interviews').shuffled(await peopleOf(tx, panelId, 'demonstration'))
  for (const [rank, { id }] of (await caretakersOf(tx)).entries())
    await hold(
      tx,
      { ...common(team, rank, now), guideId: caretakers, caretakerId: id, place: 'operator' },
      caretakerSays,
      words('caretaker', rank),
    )
  for (const [rank, person] of people.slice(0, TENANTS).entries()) {
    const interview = { ...common(team, rank, now), guideId: tenants, personId: person.id }
    const isRecorded = rank === 0
    const agreed = isRecorded ? { agreesAudio: true, agreesPhoto: true } : {}
    await hold(tx, { ...interview, ...agreed }, tenantSays(person, places), words('tenant', rank))
    if (isRecorded) await recordOne(tx, interview)
  }
  const [underWay, ...others] = people.slice(TENANTS)
  if (underWay) {
    const interview = {
      ...common(team, TENANTS, now),
      guideId: tenants,
      personId: underWay.id,
      heldOn: inParis(now).day,
    }
    await tell(tx, { ...interview, from: 'visit' }, beginning(tenantSays(underWay, places)), words('tenant', TENANTS))
  }
  const [refusing, toSee] = [others.slice(0, 5), others.slice(5)]
  for (const [rank, { id: personId }] of refusing.entries()) {
    await attempt(tx, personId, rank === 4 ? '4.1' : '2.10')
    if (rank < 3) await replacePerson(tx, panelId, personId)
  }
  return { toSee }
}

/** Beside the open question on where people go: the place itself, which can be counted. */
async function askWhere(tx: ActorTx, guideId: string): Promise<void> {
  const { questions } = await guideOf(tx, guideId)
  const theme = questions.find(({ wording }) => wording.startsWith('Où allez-vous'))?.theme ?? ''
  await addQuestion(tx, guideId, {
    theme,
    kind: 'place',
    wording: 'Quel est ce lieu, celui où vous allez le plus souvent ?',
    prompts: [],
    choices: [],
    least: null,
    most: null,
    conditions: [],
    conditionRule: 'all',
  })
  const added = (await guideOf(tx, guideId)).questions.find(({ kind }) => kind === 'place')
  if (added) await moveQuestion(tx, guideId, added.key, -1)
}

async function recordOne(tx: ActorTx, { id, heldOn }: NewInterview): Promise<void> {
  const noted = await tx
    .selectFrom('survey_answer as answer')
    .innerJoin('survey_question as question', 'question.id', 'answer.question_id')
    .select('question.id')
    .where('answer.interview_id', '=', id)
    .where('answer.note', '<>', '')
    .orderBy('question.position')
    .limit(10)
    .execute()
  await recordInvented(tx, {
    interview: id,
    begunMs: instantInParis(heldOn, '17:05').getTime(),
    noted: noted.map((question) => question.id),
  })
}

/** Interviews are spread over six weeks; the second person takes two of five. */
function common({ lead, animator }: Team, rank: number, now: Date): Omit<NewInterview, 'guideId'> {
  const random = randomOf(DEMO_SEED, `interview/${rank}`)
  const day = new Date(now.getTime() - (FIRST_DAY - Math.floor(rank * 0.68)) * DAY_MS)
  const sunday = day.getUTCDay() === 0 ? DAY_MS : 0
  const [first, second] = random.chance(0.4) ? [animator, lead] : [lead, animator]
  return {
    id: randomUUID(),
    personId: null,
    caretakerId: null,
    from: random.chance(0.15) ? 'paper' : 'visit',
    heldOn: inParis(new Date(day.getTime() - sunday)).day,
    place: random.chance(0.2) ? 'common-room' : 'home',
    interviewerId: first.memberId,
    secondId: random.chance(0.2) ? second.memberId : null,
    consent: random.chance(0.7) ? 'spoken' : 'signed',
    signature: null,
    agreesQuotation: random.chance(0.85),
    agreesRecall: random.chance(0.45),
    agreesAudio: random.chance(0.3),
    agreesPhoto: random.chance(0.2),
  }
}

const words = (audience: string, rank: number) => randomOf(DEMO_SEED, `words/${audience}/${rank}`)

type Says = (questions: readonly Question[], random: Random) => Map<string, GivenAnswer>

async function hold(tx: ActorTx, interview: NewInterview, says: Says, random: Random): Promise<void> {
  await tell(tx, interview, says, random)
  await finishInterview(tx, interview.id, {
    ...interview,
    minutes: random.between(32, 78),
    notes: random.pick([
      '',
      '',
      'Accueil chaleureux, café.',
      'Interrompu par un appel, puis repris.',
      'La télévision est restée allumée.',
    ]),
    partial: false,
  })
}

async function tell(tx: ActorTx, interview: NewInterview, says: Says, random: Random): Promise<void> {
  await beginInterview(tx, interview)
  const { questions } = await interviewOf(tx, interview.id, 'demonstration')
  const answers = says(questions, random)
  const given = questions.map((question): Given => ({ question, answer: answers.get(question.key) ?? NO_ANSWER }))
  await keepAnswers(tx, interview.id, given)
}

/** A person is more or less content with life there: each answer stays near that. */
function tenantSays(person: Asked, places: readonly KnownPlace[]): Says {
  return (questions, random) => {
    const age = Number(/\d+/.exec(person.values[1] ?? '')?.[0] ?? 40) + random.below(12)
    const mood = Math.min(1, Math.max(0, 0.45 + placeMood(person.residence) + random.normal() * 0.22))
    const open = questions.filter(({ kind }) => kind === 'open')
    const answers = wordsFor(open, TENANT_WORDS, { random, mood, share: 0.72, age })
    const knows = random.chance(0.85 - mood * 0.5)
    for (const question of questions) {
      const ticked = closedAnswer(question, { random, mood, knows, age })
      if (ticked) answers.set(question.key, ticked)
      if (question.kind === 'place') answers.set(question.key, placeSaid(places, random))
    }
    const chosen = new Map([...answers].map(([key, answer]) => [key, answer.chosen]))
    return new Map([...answers].filter(([key]) => questions.some((one) => one.key === key && isAsked(one, chosen))))
  }
}

/** Broken off after the first answers: there is something to go on with. */
function beginning(says: Says): Says {
  return (questions, random) => new Map([...says(questions, random)].slice(0, 6))
}

const caretakerSays: Says = (questions, random) =>
  wordsFor(questions, CARETAKER_WORDS, { random, mood: random.unit(), share: 0.95, age: random.between(28, 62) })

/** Some residences are better to live in than others. */
function placeMood(residence: string | null): number {
  return randomOf(DEMO_SEED, `place/${residence}`).unit() * 0.3 - 0.15
}

interface Telling {
  random: Random
  /** 0: content, 1: bitter. */
  mood: number
  /** Share of the questions that were answered. */
  share: number
  age: number
}

function wordsFor(open: readonly Question[], words: readonly (readonly Said[])[], telling: Telling) {
  const { random, mood, share } = telling
  const answers = new Map<string, GivenAnswer>()
  for (const [rank, question] of open.entries()) {
    const offered = words[rank] ?? []
    if (offered.length === 0 || !random.chance(share)) continue
    const near = Math.round(mood * (offered.length - 1) + random.normal() * 0.9)
    const [note = '', verbatim = ''] = offered[Math.min(offered.length - 1, Math.max(0, near))] ?? []
    const fill = filler(telling)
    answers.set(question.key, { ...NO_ANSWER, note: fill(note), verbatim: random.chance(0.6) ? fill(verbatim) : '' })
  }
  return answers
}

/** The same word for the same slot in a note and in the words it was made of. */
function filler({ random, age }: Telling): (text: string) => string {
  const chosen = new Map<string, string>([['age', String(age)]])
  return (text) =>
    text
      .replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
        const word = chosen.get(slot) ?? random.pick(SLOTS[slot] ?? [slot])
        chosen.set(slot, word)
        return word
      })
      .replaceAll(/(^|[.?!] )(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

function closedAnswer(
  { kind, choices, wording, most }: Question,
  { random, mood, knows, age }: Omit<Telling, 'share'> & { knows: boolean },
): GivenAnswer | undefined {
  if (kind === 'scale') return { ...NO_ANSWER, chosen: [String(Math.min(5, Math.max(1, 5 - Math.round(mood * 4))))] }
  if (kind === 'single') return { ...NO_ANSWER, chosen: [(knows ? choices[0] : choices[1]) ?? ''] }
  if (kind === 'multiple') return { ...NO_ANSWER, chosen: random.shuffled(choices).slice(0, random.between(1, 3)) }
  if (kind !== 'number') return undefined
  const isHousehold = wording.includes('personnes')
  return {
    ...NO_ANSWER,
    number: isHousehold ? random.between(1, 5) : Math.min(most ?? 100, random.below(Math.max(1, age - 18))),
  }
}

/** The more often a place stands here, the more people go there. */
const MEETING_PLACES = [
  ...Array<string>(6).fill('Maison de quartier et de la citoyenneté Sohane'),
  ...Array<string>(5).fill('Bibliothèque municipale'),
  ...Array<string>(3).fill('Place Albert Thomas'),
  ...Array<string>(2).fill('Marché Suzanne Buisson'),
  'Stade Maurice Petitjean',
  'Piscine Michel Beaufort',
  'Bondy',
]

/** Most name a place that everyone knows; some a corner of a street, some have no place at all. */
function placeSaid(places: readonly KnownPlace[], random: Random): GivenAnswer {
  if (random.chance(0.1)) return { ...NO_ANSWER, note: 'Nulle part, je reste chez moi.' }
  const streets = places.filter(({ kind }) => kind === 'street')
  if (streets.length > 0 && random.chance(0.1)) {
    const street = random.pick(streets)
    return { ...NO_ANSWER, place: pressed([street], street, 0), note: 'Chez de la famille.' }
  }
  const name = random.pick(MEETING_PLACES)
  const known = places.find((place) => place.name === name)
  return { ...NO_ANSWER, place: known ? givenOf(known) : null }
}

/** What is ahead: appointments, doors that stayed closed, and those that nobody tried yet. */
async function arrangeVisits(tx: ActorTx, toSee: readonly Asked[], now: Date): Promise<void> {
  const hours = ['10:30', '17:30', '18:45', '11:00']
  for (const [rank, { id: personId }] of toSee.slice(0, 4).entries()) {
    await attempt(tx, personId, 'agreed')
    const day = inParis(new Date(now.getTime() + (rank + 1) * DAY_MS)).day
    const place = rank === 3 ? 'common-room' : 'home'
    await makeAppointment(tx, {
      id: randomUUID(),
      personId,
      startsAt: instantInParis(day, hours[rank] ?? '17:30'),
      place,
    })
  }
  for (const [rank, { id }] of toSee.slice(4, 11).entries())
    for (let tries = 0; tries <= rank % 4; tries++) await attempt(tx, id, '2.20')
}

function attempt(tx: ActorTx, personId: string, outcome: Outcome): Promise<void> {
  return recordAttempt(tx, { id: randomUUID(), personId, channel: 'visit', outcome })
}

/** What was entered just now happened on the day that it tells. */
async function dateBack(owner: pg.Client, conventionId: string): Promise<void> {
  await owner.query(
    `update survey_interview set started_at = case when entered_from = 'visit' then held_on + time '17:00' end,
       completed_at = held_on + time '18:00', entered_at = held_on + time '17:00'
     where convention_id = $1 and completed_at is not null`,
    [conventionId],
  )
  await owner.query(
    `update survey_contact_attempt attempt set made_at = interview.completed_at from survey_interview interview
     where attempt.convention_id = $1 and interview.convention_id = $1 and attempt.panel_person_id = interview.panel_person_id`,
    [conventionId],
  )
}
