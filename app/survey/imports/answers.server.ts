/** Answers collected with another program become interviews of the panel: each comes in once, with the agreement that was given. */
import { sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportTarget } from '#app/platform/imports/target.server.ts'
import * as messages from '#messages'
import { questionsOf } from '../interviews/guides.server.ts'
import { FORM_NOTICE } from '../interviews/interview-choices.ts'
import { surveyAnswerReader } from './answer-reader.ts'
import { choiceColumns, fieldOf, findColumn, pointColumns } from './question-column.ts'

const { m } = messages
const words: Record<string, unknown> = { ...m }
const MOST_VERSIONS = 100
/** What is there was said: a later file changes nothing of it. */
const ONCE = { mode: 'fill', unless: 'true' } as const

export const surveyAnswers: ImportTarget = {
  reader: surveyAnswerReader,
  title: m.survey_import_title,
  lead: m.survey_import_lead,
  fieldName(field) {
    const name = words[`survey_import_field_${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`]
    return typeof name === 'function' ? String(name()) : field
  },
  choices: [],
  open: { label: m.survey_import_subject, subjects: tenantVersions, fields: questionFields },
  forgetsFile: true,
  scope: (tx, versionId) => (versionId === null ? Promise.resolve([]) : questionsOf(tx, versionId)),
  mainTable: 'survey_interview',
  merge: mergeAnswers,
}

/** The versions of the guides for tenants, the newest first. */
async function tenantVersions(tx: ActorTx) {
  const rows = await tx
    .selectFrom('survey_guide_version as version')
    .innerJoin('survey_guide as guide', 'guide.id', 'version.guide_id')
    .select(['version.id', 'version.version', 'guide.name'])
    .where('guide.audience', '=', 'tenant')
    .orderBy('version.id', 'desc')
    .limit(MOST_VERSIONS)
    .execute()
  return rows.map(({ id, version, name }) => ({ value: id, label: m.survey_import_version({ guide: name, version }) }))
}

async function questionFields(tx: ActorTx, versionId: string) {
  const questions = await questionsOf(tx, versionId)
  return questions.map((question, at) => ({
    name: fieldOf(question.key),
    title: m.survey_import_question({ number: at + 1, wording: question.wording }),
    find: (header: readonly string[], isFree: (at: number) => boolean) => findColumn(question, at + 1, header, isFree),
    alongside: (header: readonly string[], column: number) =>
      [...choiceColumns(question, header, column), ...pointColumns(question, header, column)].map(({ at: one }) => one),
  }))
}

async function mergeAnswers(tx: ActorTx, merge: Merge): Promise<void> {
  if (merge.subject === null) return merge.setAside('survey.import-no-guide', null, sql`true`)
  await merge.setAside('survey.import-no-consent', 'person', sql`consent = 'none'`)
  await merge.setAside('survey.import-no-day', 'person', sql`held_on is null`)
  await findPeople(tx, merge)
  await findInterviewers(tx, merge)
  await mergeInterviews(tx, merge, merge.subject)
  await mergeContacts(tx, merge)
}

/** People of the panels by the beginning of their pseudonym, as the field list prints it. */
async function findPeople(tx: ActorTx, merge: Merge): Promise<void> {
  await sql`create temp table found_person on commit drop as
    select staged.line, (array_agg(asked.id))[1] as id, count(distinct asked.id) as many, count(replacement.id) as replaced
    from import_staging staged
    join survey_pool_person pool on length(staged.person) >= 6 and starts_with(lower(pool.pseudonym), lower(staged.person))
    join survey_panel_person asked on asked.convention_id = pool.convention_id and asked.panel_id = pool.panel_id and asked.position = pool.position
    join survey_panel panel on panel.convention_id = asked.convention_id and panel.id = asked.panel_id and panel.discarded_at is null
    left join survey_replacement replacement on replacement.convention_id = asked.convention_id and replacement.leaving_id = asked.id
    group by staged.line`.execute(tx)
  const found = (that: ReturnType<typeof sql>) =>
    sql`exists (select from found_person f where f.line = staged.line and ${that})`
  await merge.setAside('survey.import-unknown-person', 'person', sql`not ${found(sql`true`)}`)
  await merge.setAside('survey.import-several-people', 'person', found(sql`f.many > 1`))
  await merge.setAside('survey.import-replaced-person', 'person', found(sql`f.replaced > 0`))
}

/** Whoever brings the file stands for a line that names nobody. */
async function findInterviewers(tx: ActorTx, merge: Merge): Promise<void> {
  await sql`create temp table found_interviewer on commit drop as
    select staged.line, coalesce(min(member.id::text)::uuid, ${tx.actor.memberId}::uuid) as id, count(member.id) as many
    from import_staging staged
    left join member on searchable(member.display_name) = searchable(staged.interviewer)
      and member.roles && array['operator-lead', 'operator-animator']
    group by staged.line`.execute(tx)
  await merge.setAside(
    'survey.import-unknown-interviewer',
    'interviewer',
    sql`interviewer is not null and exists (select from found_interviewer f where f.line = staged.line and f.many <> 1)`,
  )
}

async function mergeInterviews(tx: ActorTx, merge: Merge, versionId: string): Promise<void> {
  await sql`create temp table told on commit drop as
    select staged.*, staged.instance::uuid as id, found.id as panel_person_id, interviewer.id as interviewer_id,
      same.id is not null as is_known,
      row_number() over (partition by found.id order by same.id is null, staged.held_on, staged.line) = 1
        and not exists (select from survey_interview other where other.convention_id = ${tx.actor.conventionId}::uuid
          and other.panel_person_id = found.id and other.counts and other.id <> staged.instance::uuid) as counts
    from import_staging staged join found_person found using (line) join found_interviewer interviewer using (line)
    left join survey_interview same on same.convention_id = ${tx.actor.conventionId}::uuid and same.id = staged.instance::uuid`.execute(
    tx,
  )
  await merge.report(
    'survey.import-second-interview',
    sql`select person as value from told where not counts and not is_known`,
  )
  await merge.upsert({
    table: 'survey_interview',
    match: ['id'],
    columns: {
      version_id: ONCE,
      panel_person_id: ONCE,
      held_on: ONCE,
      started_at: ONCE,
      minutes: ONCE,
      place: ONCE,
      entered_from: ONCE,
      interviewer_id: ONCE,
      consent: ONCE,
      notice: ONCE,
      agrees_quotation: ONCE,
      agrees_recall: ONCE,
      agrees_audio: ONCE,
      agrees_photo: ONCE,
      notes: ONCE,
      counts: ONCE,
      completed_at: ONCE,
      entered_by: ONCE,
    },
    from: sql`select id, ${versionId}::uuid as version_id, panel_person_id, held_on, started_at::timestamptz, minutes, place, 'file' as entered_from,
        interviewer_id, consent, ${FORM_NOTICE} as notice, agrees_quotation, agrees_recall, agrees_audio, agrees_photo, notes,
        counts, now() as completed_at, ${tx.actor.memberId}::uuid as entered_by
      from told`,
  })
  await merge.upsert({
    table: 'survey_answer',
    match: ['interview_id', 'question_id'],
    columns: { chosen: ONCE, number: ONCE, day: ONCE, place: ONCE, note: ONCE, written_by: ONCE },
    from: sql`select told.id as interview_id, given.question_id, given.chosen, given.number, given.day, nullif(given.place, 'null'::jsonb) as place, given.note, told.interviewer_id as written_by
      from told, jsonb_to_recordset(told.answers) as given (question_id uuid, chosen text[], number numeric(12, 2), day date, place jsonb, note text)
      where not told.is_known`,
  })
}

/** The contact has its outcome: nobody knocks again. */
async function mergeContacts(tx: ActorTx, merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'survey_contact_attempt',
    match: ['id'],
    columns: { panel_person_id: ONCE, made_at: ONCE, made_by: ONCE, channel: ONCE, outcome: ONCE },
    from: sql`select md5(told.id::text || '/attempt')::uuid as id, panel_person_id, interviewer_id as made_by, '1.0' as outcome,
        least(coalesce(started_at::timestamptz, (held_on + time '12:00') at time zone 'Europe/Paris'), now()) as made_at,
        case when place = 'phone' then 'phone' else 'visit' end as channel
      from told
      where counts and not is_known and not exists (select from survey_contact_attempt t
        where t.convention_id = ${tx.actor.conventionId}::uuid and t.panel_person_id = told.panel_person_id and t.outcome = '1.0')`,
  })
}
