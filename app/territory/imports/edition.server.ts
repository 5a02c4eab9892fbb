/** What every published file leaves: the record of its edition, and rows that a newer edition may end. */
import { type RawBuilder, sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Merge } from '#app/platform/imports/merge.server.ts'
import type { ImportChoice, ImportTarget } from '#app/platform/imports/target.server.ts'
import { m } from '#messages'
import { perimeterOf } from '../perimeter.server.ts'

/** Asked of every published file: figures that somebody made up must say so wherever they show. */
const INVENTED: ImportChoice = {
  name: 'invented',
  label: m.territory_choice_invented,
  hint: m.territory_choice_invented_hint,
  byDefault: async () => false,
}

type Published = Pick<ImportTarget, 'reader' | 'title' | 'lead' | 'mainTable'> &
  Partial<Pick<ImportTarget, 'choices' | 'scope'>> & { merge: (merge: Merge) => Promise<void> }

/** A published file says itself what its columns are; it is cut to the perimeter, and leaves its edition before its rows. */
export function publishedTarget({ merge, ...target }: Published): ImportTarget {
  return {
    fieldName: (field) => field,
    choices: [INVENTED],
    scope: perimeterOf,
    ...target,
    merge: async (tx, work) => {
      await keepEdition(tx, work)
      await merge(work)
    },
  }
}

/** The editions that the file is (part `source`): each takes the place of the same edition loaded before. */
async function keepEdition(tx: ActorTx, merge: Merge): Promise<void> {
  await merge.upsert({
    table: 'territory_source',
    match: ['dataset', 'vintage', 'level'],
    columns: {
      import_id: 'replace',
      file_name: 'replace',
      file_sha256: 'replace',
      is_invented: 'replace',
      loaded_by: 'replace',
    },
    from: sql`select distinct on (1, 2, 3) record ->> 'dataset' as dataset, record ->> 'vintage' as vintage, record ->> 'level' as level,
        i.id as import_id, i.file_name, i.file_sha256, ${merge.chosen('invented')}::boolean as is_invented, ${tx.actor.displayName}::text as loaded_by
      from import_staging, import i where part = 'source' and i.id = ${merge.importId}::uuid order by 1, 2, 3`,
  })
}

/** The edition that a staged record belongs to, as a join: `source.id` is its row. */
export const OF_SOURCE: RawBuilder<unknown> = sql`join (
    select s.id, s.dataset, s.vintage, s.level from territory_source s, import_staging st
    where st.part = 'source' and s.convention_id = current_convention()
      and s.dataset = st.record ->> 'dataset' and s.vintage = st.record ->> 'vintage' and s.level = st.record ->> 'level'
  ) source on true`

/**
 * Rows of earlier editions that this file no longer has. Nothing is ended by a file that holds less than half of them: it is then of
 * another extent, not another edition.
 *
 * @param here an expression on a row `t` of the table: whether the file has it
 */
export async function endAbsent(merge: Merge, table: string, here: RawBuilder<unknown>): Promise<void> {
  await merge.upsert({
    table,
    match: ['id'],
    onlyChange: true,
    columns: { is_gone: 'replace' },
    from: sql`with earlier as (
        select t.id, ${here} as here from ${sql.table(table)} t
        join territory_source s on s.convention_id = t.convention_id and s.id = t.source_id
        where t.convention_id = current_convention() and not t.is_gone
          and (s.dataset, s.level) in (select record ->> 'dataset', record ->> 'level' from import_staging where part = 'source')
      )
      select id, true as is_gone from earlier
      where not here and (select count(*) filter (where here) * 2 >= count(*) from earlier)`,
  })
}
