/** A panel drawn by hand and interviews taken with it, for tests: invented people, the same each time. */
import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Actor } from '../app/platform/database.server.ts'
import { one } from './stock.ts'

export interface Held {
  panelId: string
  versionId: string
  /** Of the closed question, and of the open one. */
  closed: string
  open: string
  /** Of the question on where people go, for those who were told to say it. */
  place: string
  interviews: { id: string; personId: string; answerId: string; words: string }[]
}

const AGES = ['18-29', '30-44', '45-59', '60-74', '75+']
const CHOICES = ['Souvent', 'Parfois', 'Jamais']

/** Each person of the pool stands for one in `pool` ÷ `count`; the open answer is told by `said`. */
export async function settleInterviews(
  owner: pg.Client,
  { conventionId, memberId }: Actor,
  {
    count,
    pool = count * 10,
    said,
    goes = () => undefined,
  }: {
    count: number
    pool?: number
    said: (rank: number) => string
    /** The public place that each names; nothing: not asked. */
    goes?: (rank: number) => string | undefined
  },
): Promise<Held> {
  const panelId = await panelOf(owner, conventionId, memberId, { count, pool })
  const guide = await one(
    owner,
    `insert into survey_guide (convention_id, name, audience, created_by) values ($1, 'Enquête', 'tenant', $2) returning id`,
    [conventionId, memberId],
  )
  const versionId = await one(
    owner,
    'insert into survey_guide_version (convention_id, guide_id, version, made_by) values ($1, $2, 1, $3) returning id',
    [conventionId, guide, memberId],
  )
  const question = (position: number, kind: string, wording: string, choices: string[]) =>
    one(
      owner,
      `insert into survey_question (convention_id, version_id, position, theme, kind, wording, choices)
       values ($1, $2, $3, 'La vie ici', $4, $5, $6) returning id`,
      [conventionId, versionId, position, kind, wording, choices],
    )
  const closed = await question(0, 'single', 'Entendez-vous vos voisins ?', CHOICES)
  const open = await question(1, 'open', 'Qu’est-ce qui vous complique la vie ici ?', [])
  const place = await question(2, 'place', 'Où allez-vous le plus souvent ?', [])
  const { rows: people } = await owner.query<{ id: string; position: number }>(
    'select id, position from survey_panel_person where panel_id = $1 order by position',
    [panelId],
  )
  const interviews: Held['interviews'] = []
  for (const { id: personId, position } of people) {
    const words = said(position)
    const id = randomUUID()
    await owner.query(
      `insert into survey_interview (convention_id, id, version_id, panel_person_id, held_on, entered_from, interviewer_id, consent, notice,
         agrees_quotation, entered_by) values ($1, $2, $3, $4, date '2026-03-02' + $5::int, 'paper', $6, 'spoken', '2026-1', true, $6)`,
      [conventionId, id, versionId, personId, position, memberId],
    )
    await owner.query(
      `insert into survey_answer (convention_id, interview_id, question_id, chosen, written_by) values ($1, $2, $3, $4, $5)`,
      [conventionId, id, closed, [CHOICES[position % 3]], memberId],
    )
    const answerId = await one(
      owner,
      `insert into survey_answer (convention_id, interview_id, question_id, verbatim, written_by) values ($1, $2, $3, $4, $5) returning id`,
      [conventionId, id, open, words, memberId],
    )
    const name = goes(position)
    if (name)
      await owner.query(
        `insert into survey_answer (convention_id, interview_id, question_id, place, note, written_by) values ($1, $2, $3, $4, 'Le samedi.', $5)`,
        [conventionId, id, place, { kind: 'public', name, lon: 2.48, lat: 48.9 }, memberId],
      )
    await owner.query('update survey_interview set completed_at = now() where id = $1', [id])
    interviews.push({ id, personId, answerId, words })
  }
  return { panelId, versionId, closed, open, place, interviews }
}

/** One feature value after the other: the pool and its panel have the same make-up. */
function featuresOf(rank: number): string[] {
  return [AGES[rank % 5] ?? '', rank % 2 === 0 ? 'F' : 'M']
}

async function panelOf(
  owner: pg.Client,
  conventionId: string,
  memberId: string,
  { count, pool }: { count: number; pool: number },
): Promise<string> {
  const panelId = await one(
    owner,
    `insert into survey_panel (convention_id, name, size, features, public_token, created_by)
     values ($1, 'Panel tiré à la main', $2, array['age', 'sex'], $3, $4) returning id`,
    [conventionId, count, randomUUID() + randomUUID(), memberId],
  )
  const text = '{}'
  await owner.query(
    `insert into survey_seal (convention_id, panel_id, text, sha256, quota_version, pool_size, sealed_by) values ($1, $2, $3, $4, 1, $5, $6)`,
    [conventionId, panelId, text, createHash('sha256').update(text).digest('hex'), pool, memberId],
  )
  const ranks = Array.from({ length: pool }, (_, rank) => rank)
  await owner.query(
    `insert into survey_pool_person (convention_id, panel_id, position, pseudonym, salt, person_id, household_id, residence_id, household, features)
     select $1, $2, position, 'P' || position, 's', gen_random_uuid(), gen_random_uuid(), md5('one residence')::uuid, 'H' || position,
       string_to_array(features, '|')
     from unnest($3::int[], $4::text[]) as given (position, features)`,
    [conventionId, panelId, ranks, ranks.map((rank) => featuresOf(rank).join('|'))],
  )
  await owner.query(
    `insert into survey_panel_person (convention_id, panel_id, position, person_id, household_id, residence_id, probability)
     select convention_id, panel_id, position, person_id, household_id, residence_id, $2::float / $3
     from survey_pool_person where panel_id = $1 and position < $2`,
    [panelId, count, pool],
  )
  return panelId
}
