/** What the interviews were made into: coded by two people, reckoned, written as findings, published. */
import { sql } from 'kysely'
import { type Actor, type ActorTx, inConvention } from '#app/platform/database.server.ts'
import type { Role } from '#app/platform/permissions.ts'
import { makeCode } from '#app/survey/coding/codes.server.ts'
import { makeEstimate, publishEstimate } from '#app/survey/estimates/estimates.server.ts'
import { respondentsOf } from '#app/survey/respondents.server.ts'
import {
  addFigure,
  addNeed,
  addVoice,
  figuresToChoose,
  voicesOf,
  writeFinding,
} from '#app/survey/synthesis/findings.server.ts'
import { isSharedByEnough } from '#app/survey/synthesis/speakers.ts'
import { publishSynthesis } from '#app/survey/synthesis/synthesis.server.ts'
import { checkVerbatim, maskVerbatim, verbatimOf } from '#app/survey/synthesis/verbatims.server.ts'
import { DEMO_CODES, DEMO_FINDINGS, type DemoFinding } from './code-rules.ts'
import { DEMO_SEED } from './files.ts'
import { randomOf } from './random.ts'

/** Read through by two people, so that their agreement can be reckoned. */
const READ_TWICE = 14
const QUOTED = 2

/** Does nothing when it was done before. */
export async function tellWhatWasSaid(actorOf: (role: Role) => Promise<Actor>): Promise<void> {
  const [lead, animator] = [await actorOf('operator-lead'), await actorOf('operator-animator')]
  const codes = await inConvention(lead, codebook)
  if (!codes) return
  await inConvention(lead, (tx) => readThrough(tx, codes, {}))
  await inConvention(animator, (tx) => readThrough(tx, codes, { first: READ_TWICE, hesitant: true }))
  const masked = await inConvention(lead, (tx) => writeAll(tx, codes))
  await inConvention(animator, async (tx) => {
    for (const { finding, excerpt } of masked) await checkVerbatim(tx, finding, excerpt)
  })
  await inConvention(lead, (tx) =>
    publishSynthesis(tx, {
      title: 'Ce que disent les habitants et les gardiens',
      introduction:
        'Soixante-quatre locataires tirés au sort et huit gardiens ont été écoutés, chez eux ou au pied de l’immeuble. Voici ce qui revient, ce qui s’y oppose, et ce que cela appelle.',
    }),
  )
}

type Codes = ReadonlyMap<string, string>

async function codebook(tx: ActorTx): Promise<Codes | undefined> {
  const known = await tx.selectFrom('survey_code').select('id').limit(1).executeTakeFirst()
  if (known) return undefined
  const codes = new Map<string, string>()
  for (const { name, definition, under } of DEMO_CODES) {
    const parentId = under === undefined ? null : (codes.get(under) ?? null)
    codes.set(name, await makeCode(tx, { name, definition, parentId }))
  }
  return codes
}

interface Text {
  interview_id: string
  answer_id: string
  part: 'verbatim' | 'note'
  text: string
}

/** One reading of the interviews, in one statement; a hesitant reader leaves out a mark here and there. */
async function readThrough(
  tx: ActorTx,
  codes: Codes,
  { first, hesitant = false }: { first?: number; hesitant?: boolean },
): Promise<void> {
  const interviews = await tx
    .selectFrom('survey_interview')
    .select('id')
    .where('completed_at', 'is not', null)
    .orderBy('held_on')
    .orderBy('id')
    .limit(first ?? 500)
    .execute()
  const ids = interviews.map(({ id }) => id)
  const by = { convention_id: tx.actor.conventionId, coder_id: tx.actor.memberId }
  await tx
    .insertInto('survey_coding')
    .values(ids.map((id) => ({ ...by, interview_id: id, finished_at: sql<Date>`now()` })))
    .execute()
  const { rows } = await sql<Text>`select a.interview_id, a.id as answer_id, part,
      case part when 'verbatim' then a.verbatim else a.note end as text
    from survey_answer a join survey_question q on q.convention_id = a.convention_id and q.id = a.question_id
      cross join unnest(array['verbatim', 'note']) part
    where a.interview_id = any (${ids}::uuid[]) order by a.interview_id, q.position, part`.execute(tx)
  const random = randomOf(DEMO_SEED, 'second reading')
  const marks = rows
    .flatMap((text) => marksIn(text, codes))
    .filter(() => !hesitant || random.chance(0.88))
    .map((mark) => ({ ...by, ...mark }))
  await tx.insertInto('survey_excerpt').values(marks).execute()
}

/** The sentence that says it, with the one after. What was noted of words that were kept is not marked a second time. */
function marksIn({ interview_id, answer_id, part, text }: Text, codes: Codes) {
  const sentences = [...text.matchAll(/[^.!?]+[.!?]*/g)].map(({ 0: words, index }) => ({
    start: index + (words.length - words.trimStart().length),
    end: index + words.trimEnd().length,
    words: words.trim(),
  }))
  return DEMO_CODES.flatMap(({ name, says }) => {
    const at = sentences.findIndex(({ words }) => says?.test(words))
    const [from, to] = [sentences[at], sentences[at + 1] ?? sentences[at]]
    if (!from || !to) return []
    return [{ interview_id, answer_id, part, start_at: from.start, end_at: to.end, code_id: codes.get(name) ?? '' }]
  })
}

interface Masked {
  finding: string
  excerpt: string
}

async function writeAll(tx: ActorTx, codes: Codes): Promise<Masked[]> {
  const [respondent] = await respondentsOf(tx)
  if (!respondent) return []
  const step = { signal: new AbortController().signal, progress: async () => undefined }
  await publishEstimate(tx, await makeEstimate(tx, respondent.panelId, 'classes', step))
  const figures = await figuresToChoose(tx)
  const residence = await tx.selectFrom('stock_residence').select('id').orderBy('code').limit(1).executeTakeFirst()
  const masked: Masked[] = []
  for (const finding of DEMO_FINDINGS) {
    const { audience, title, statement, plain } = finding
    const id = await writeFinding(tx, { audience, title, statement, plain })
    await addVoices(tx, id, codes, finding)
    if (audience === 'tenant')
      for (const name of [...finding.supports, ...finding.diverges]) {
        const figure = figures.find((one) => one.subject === 'code' && one.wording === name && one.feature === null)
        if (figure) await addFigure(tx, id, figure.id)
      }
    for (const { kind, wording, here } of finding.needs)
      await addNeed(tx, id, {
        kind,
        wording,
        residenceId: here && audience === 'tenant' ? (residence?.id ?? null) : null,
      })
    for (const excerpt of await maskSome(tx, id)) masked.push({ finding: id, excerpt })
  }
  return masked
}

/** One excerpt of each person, exact words first; who says so is not counted among those who say otherwise. */
async function addVoices(tx: ActorTx, finding: string, codes: Codes, rules: DemoFinding): Promise<void> {
  for (const stance of ['supports', 'diverges'] as const) {
    const ids = rules[stance].flatMap((name) => codes.get(name) ?? [])
    if (ids.length === 0) continue
    const { rows } = await sql<{ id: string }>`select distinct on (e.interview_id) e.id from survey_excerpt e
        join survey_interview i on i.convention_id = e.convention_id and i.id = e.interview_id
      where e.code_id = any (${ids}::uuid[]) and (i.caretaker_id is not null) = ${rules.audience === 'caretaker'}
        and not exists (select from survey_finding_excerpt f join survey_excerpt said on said.convention_id = f.convention_id and said.id = f.excerpt_id
          where f.convention_id = e.convention_id and f.finding_id = ${finding} and said.interview_id = e.interview_id)
      order by e.interview_id, e.part desc, e.id`.execute(tx)
    for (const { id } of rows) await addVoice(tx, finding, id, stance)
  }
}

/** A quotation of each side, from people who agreed. */
async function maskSome(tx: ActorTx, finding: string): Promise<string[]> {
  const open = (await voicesOf(tx, finding)).filter(
    ({ agrees_quotation, audience, part, words, neighbours, peers }, at, all) =>
      agrees_quotation &&
      audience === 'tenant' &&
      isSharedByEnough({ neighbours, peers }, words) &&
      part === 'verbatim' &&
      words.length > 40 &&
      all.findIndex((other) => other.words === words) === at,
  )
  const chosen = [
    ...open.filter(({ stance }) => stance === 'supports').slice(0, QUOTED),
    ...open.filter(({ stance }) => stance === 'diverges').slice(0, 1),
  ]
  const kept: string[] = []
  for (const voice of chosen) {
    const { proposed } = await verbatimOf(tx, finding, voice.id)
    if (!isSharedByEnough(voice, proposed)) continue
    await maskVerbatim(tx, finding, voice.id, proposed)
    kept.push(voice.id)
  }
  return kept
}
