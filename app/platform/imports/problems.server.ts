/** What is wrong with the lines of an import: kept for 30 days, shown by pages, downloaded whole. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import type { Problem } from '#packages/intake/problem.ts'
import type { Merge } from './merge.server.ts'

export const PROBLEM_SEVERITIES = ['refused', 'warning', 'set-aside'] as const

const Params = z.record(z.string(), z.union([z.string(), z.number()]))

/** Replaces the problems of an import by those of its last reading. */
export async function keepProblems(
  tx: ActorTx,
  importId: string,
  problems: readonly Problem[],
  merge: Merge | undefined,
): Promise<void> {
  await tx.deleteFrom('import_problem').where('import_id', '=', importId).execute()
  const rows = [
    ...problems.map(({ code, severity, line, column, value, params }) => ({
      severity,
      line,
      column_name: column ?? null,
      value: value ?? null,
      code,
      params,
    })),
    ...(merge?.aside ?? []).map(({ line, code, column, value }) => ({
      severity: 'set-aside' as const,
      line,
      column_name: column,
      value,
      code,
      params: {},
    })),
    ...(merge?.reports ?? []).map(({ line, code, value }) => ({
      severity: 'warning' as const,
      line,
      column_name: null,
      value,
      code,
      params: {},
    })),
  ]
  if (rows.length === 0) return
  await sql`insert into import_problem (convention_id, import_id, position, severity, line, column_name, value, code, params)
    select ${tx.actor.conventionId}::uuid, ${importId}::uuid,
      row_number() over (order by array_position(array['refused', 'set-aside', 'warning'], severity), line, position),
      severity, line, column_name, value, code, params
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, position) => ({ ...row, position })))}::jsonb)
      as kept (severity text, line bigint, column_name text, value text, code text, params jsonb, position integer)`.execute(
    tx,
  )
}

export interface ProblemRow {
  position: number
  severity: string
  line: number
  column: string | null
  value: string | null
  code: string
  params: Record<string, string | number>
}

/** A page of problems, or all that were kept. Values are of persons: only who may run imports reads them. */
export async function problemsOf(
  tx: ActorTx,
  importId: string,
  { severity, page = 1, rows = 25 }: { severity?: string | undefined; page?: number; rows?: number } = {},
): Promise<{ rows: ProblemRow[]; total: number }> {
  must(tx.actor, 'import.run')
  const found = tx
    .selectFrom('import_problem')
    .where('import_id', '=', importId)
    .$if(severity !== undefined, (query) => query.where('severity', '=', severity ?? ''))
  const kept = await found
    .select(['position', 'severity', 'line', 'column_name as column', 'value', 'code', 'params'])
    .orderBy('position')
    .limit(rows)
    .offset((page - 1) * rows)
    .execute()
  const { total } = await found.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows: kept.map((row) => ({ ...row, params: Params.parse(row.params) })), total }
}
