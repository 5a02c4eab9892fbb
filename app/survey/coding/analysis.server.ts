/** What the marks say together: when nothing new comes, who says what, how far two coders agree, where a word was said. */
import { sql } from 'kysely'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { agreementByCode } from '#packages/coder-agreement/excerpts.ts'
import { OUTSIDE_OPERATOR } from '#packages/disclosure/thresholds.ts'
import { guardTable } from '#packages/disclosure/two-way.ts'
import type { Feature } from '../features.ts'
import { respondentsOf } from '../respondents.server.ts'
import { codesOf } from './codes.server.ts'
import { inTree, withDescendants } from './codes.ts'
import { PAGE_ROWS } from './interview-text.server.ts'
import { keyOf, partOf } from './passages.ts'

const MOST_INTERVIEWS = 2000

/** Which codes each interview holds, in the order of the interviews; those that nobody has coded are left out. */
async function codesByInterview(tx: ActorTx) {
  must(tx.actor, 'survey.coding.read')
  return tx
    .selectFrom('survey_excerpt as excerpt')
    .innerJoin('survey_interview as interview', 'interview.id', 'excerpt.interview_id')
    .select(['interview.id', 'interview.held_on'])
    .select(sql<string[]>`array_agg(distinct excerpt.code_id)`.as('codes'))
    .groupBy(['interview.id', 'interview.held_on'])
    .orderBy('interview.held_on')
    .orderBy('interview.id')
    .limit(MOST_INTERVIEWS)
    .execute()
}

/** After each coded interview, how many codes were met so far, and how many of them there for the first time. */
export async function saturationOf(tx: ActorTx): Promise<{ rank: number; fresh: number; met: number }[]> {
  const met = new Set<string>()
  return (await codesByInterview(tx)).map(({ codes }, at) => {
    const before = met.size
    for (const code of codes) met.add(code)
    return { rank: at + 1, fresh: met.size - before, met: met.size }
  })
}

export interface Crossing {
  values: string[]
  /** Persons interviewed with each value. */
  asked: (number | null)[]
  rows: { id: string; name: string; depth: number; counts: (number | null)[]; total: number | null }[]
}

/**
 * How many people of each profile spoke of each code (or of one under it). `outside` shows it as someone outside of the operator would get
 * it: nothing on fewer than eleven people, nor what leads to such a number by subtraction.
 */
export async function crossingOf(tx: ActorTx, feature: Feature, outside: boolean): Promise<Crossing> {
  const [codes, interviews, respondents] = [await codesOf(tx), await codesByInterview(tx), await respondentsOf(tx)]
  const codesIn = new Map(interviews.map(({ id, codes: own }) => [id, new Set(own)]))
  const people = respondents.flatMap(({ interviewId, profile }) => {
    const value = profile[feature]
    return value === undefined ? [] : [{ value, codes: codesIn.get(interviewId) ?? new Set<string>() }]
  })
  const values = [...new Set(people.map(({ value }) => value))].sort()
  const countOf = (holds: (own: ReadonlySet<string>) => boolean) =>
    values.map((value) => people.filter((person) => person.value === value && holds(person.codes)).length)
  const asked = countOf(() => true)
  const rows = await Promise.all(
    inTree(codes).map(async ({ id, name, depth }) => {
      const family = withDescendants(codes, id)
      const counts = countOf((own) => family.some((code) => own.has(code)))
      return { id, name, depth, ...(outside ? await guardedRow(counts, asked) : whole(counts)) }
    }),
  )
  const shown = outside && asked.length > 0 ? await guardedRow(asked, asked) : whole(asked)
  return { values, asked: shown.counts, rows }
}

function whole(counts: readonly number[]) {
  return { counts: [...counts], total: counts.reduce((sum, count) => sum + count, 0) }
}

/** Those who spoke of it and those who did not, guarded together: the second is the first taken from who was asked. */
async function guardedRow(counts: readonly number[], asked: readonly number[]) {
  const others = asked.map((count, at) => count - (counts[at] ?? 0))
  const { cells, rowTotals } = await guardTable([counts, others], OUTSIDE_OPERATOR, { totalIsPublic: true })
  return { counts: [...(cells[0] ?? [])], total: rowTotals[0] ?? null }
}

/** Agreement on each code over all interviews that two people or more have read through: alpha, how often each used it, what is disputed. */
export async function agreementOf(tx: ActorTx) {
  must(tx.actor, 'survey.coding.read')
  const readings = await tx
    .selectFrom('survey_coding as coding')
    .innerJoin('member', 'member.id', 'coding.coder_id')
    .select(['coding.interview_id', 'coding.coder_id', 'member.display_name as coder'])
    .where('coding.finished_at', 'is not', null)
    .where(
      sql<boolean>`(select count(*) from survey_coding other where other.convention_id = coding.convention_id
        and other.interview_id = coding.interview_id and other.finished_at is not null) > 1`,
    )
    .orderBy('member.display_name')
    .execute()
  const coders = [...new Map(readings.map(({ coder_id, coder }) => [coder_id, coder]))].map(([id, name]) => ({
    id,
    name,
  }))
  const [first, second] = pairOf(readings, coders)
  if (!first || !second) return null
  const readBy = (id: string) => new Set(readings.filter((one) => one.coder_id === id).map((one) => one.interview_id))
  const interviews = [...readBy(first.id)].filter((id) => readBy(second.id).has(id))
  const { ends, places } = await passagesOf(tx, interviews)
  const marks = await marksIn(tx, interviews)
  const names = new Map((await codesOf(tx)).map(({ id, name }) => [id, name]))
  const byCoder = [first, second].map(({ id }) =>
    marks.flatMap((mark) => {
      const at = places.get(`${mark.interview_id} ${keyOf(mark.answer_id, partOf(mark.part))}`)
      if (mark.coder_id !== id || at === undefined) return []
      return [{ code: mark.code_id, start: at + mark.start_at, end: at + mark.end_at }]
    }),
  )
  return {
    coders: [first.name, second.name],
    interviews: interviews.length,
    passages: ends.length,
    codes: agreementByCode(ends, byCoder).map(({ code, alpha, used, disputed }) => ({
      id: code,
      name: names.get(code) ?? '',
      alpha,
      used: [...used],
      disputed: disputed.length,
    })),
  }
}

/** The two who read most interviews in common: alpha of everybody at once would mix readings of different texts. */
function pairOf(
  readings: readonly { interview_id: string; coder_id: string }[],
  coders: readonly { id: string; name: string }[],
) {
  const shared = (a: string, b: string) =>
    readings.filter(
      (one) =>
        one.coder_id === a && readings.some((other) => other.coder_id === b && other.interview_id === one.interview_id),
    ).length
  const pairs = coders.flatMap((a, at) =>
    coders.slice(at + 1).map((b) => ({ pair: [a, b] as const, common: shared(a.id, b.id) })),
  )
  const [best] = pairs.sort((x, y) => y.common - x.common)
  return best && best.common > 0 ? best.pair : []
}

/** All paragraphs of some interviews laid end to end: where each ends, and where the text of each passage begins. */
async function passagesOf(tx: ActorTx, interviewIds: readonly string[]) {
  const texts = await sql<{ interview_id: string; answer_id: string | null; part: string; text: string }>`
    select a.interview_id, a.id as answer_id, part, case part when 'verbatim' then a.verbatim else a.note end as text
      from survey_answer a cross join unnest(array['verbatim', 'note']) part where a.interview_id = any (${interviewIds}::uuid[])
    union all select i.id, null, 'notes', i.notes from survey_interview i where i.id = any (${interviewIds}::uuid[])
    union all select t.interview_id, null, 'transcript', t.text from survey_transcript t where t.interview_id = any (${interviewIds}::uuid[])
    order by 1, 2, 3`.execute(tx)
  const ends: number[] = []
  const places = new Map<string, number>()
  let at = 0
  for (const { interview_id, answer_id, part, text } of texts.rows) {
    places.set(`${interview_id} ${keyOf(answer_id, partOf(part))}`, at)
    for (const paragraph of text.split(/(?<=\n)/)) {
      if (paragraph.trim() !== '') ends.push(at + paragraph.length)
      at += paragraph.length
    }
  }
  return { ends, places }
}

function marksIn(tx: ActorTx, interviewIds: readonly string[]) {
  return tx
    .selectFrom('survey_excerpt')
    .select(['interview_id', 'answer_id', 'part', 'start_at', 'end_at', 'code_id', 'coder_id'])
    .where('interview_id', 'in', [...interviewIds])
    .limit(100_000)
    .execute()
}

interface Hit {
  interview_id: string
  answer_id: string | null
  part: string
  question: string | null
  rank: number
  audience: 'tenant' | 'caretaker'
  headline: string
  total: number
}

/** Marks of what was found, which no text of a person holds. */
const OPEN = '\u0002'
const CLOSE = '\u0003'

/** Where words were said or noted, across all finished interviews; words of one family are found together (French stems). */
export async function searchInterviews(tx: ActorTx, words: string, page: number) {
  must(tx.actor, 'survey.coding.read')
  if (words.trim() === '') return { rows: [], total: 0 }
  const options = `StartSel=${OPEN}, StopSel=${CLOSE}, MaxWords=40, MinWords=20`
  const { rows } = await sql<Hit>`with stands as (
      select i.*, row_number() over (order by i.held_on, i.id) as rank from survey_interview i
      where i.completed_at is not null and i.withdrawn_at is null
    ), texts as (
      select a.interview_id, a.id as answer_id, part, q.wording as question,
        case part when 'verbatim' then a.verbatim else concat_ws(' · ', nullif(a.place ->> 'name', ''), nullif(a.note, '')) end as text
        from survey_answer a join survey_question q on q.convention_id = a.convention_id and q.id = a.question_id
          cross join unnest(array['verbatim', 'note']) part
      union all select i.id, null, 'notes', null, i.notes from survey_interview i
      union all select t.interview_id, null, 'transcript', null, t.text from survey_transcript t
    ), asked as (select websearch_to_tsquery('french', translate(${words}, '’', '''')) as query)
    select t.interview_id, t.answer_id, t.part, t.question, s.rank,
      case when s.caretaker_id is null then 'tenant' else 'caretaker' end as audience,
      ts_headline('french', translate(t.text, '’', ''''), query, ${options}) as headline, count(*) over () as total
    from texts t join stands s on s.id = t.interview_id, asked
    where to_tsvector('french', translate(t.text, '’', '''')) @@ query
    order by s.rank, t.answer_id, t.part limit ${PAGE_ROWS} offset ${(page - 1) * PAGE_ROWS}`.execute(tx)
  if (rows.length > 0)
    await sql`select audit_access('survey_interview', ${[...new Set(rows.map(({ interview_id }) => interview_id))]}::text[], 'survey.search')`.execute(
      tx,
    )
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ headline, total: _, answer_id, part, ...row }) => ({
      ...row,
      key: keyOf(answer_id, partOf(part)),
      // The typographic apostrophe would make one word of two.
      pieces: headline
        .replaceAll("'", '’')
        .split(CLOSE)
        .flatMap((piece) => {
          const [before = '', found] = piece.split(OPEN)
          return [{ text: before, found: false }, ...(found === undefined ? [] : [{ text: found, found: true }])]
        }),
    })),
  }
}
