/** From staging to the room's tables by whole statements: what is added or changed is written down first, so that it can be undone. */
import { type RawBuilder, sql } from 'kysely'
import type { ActorTx } from '#app/platform/database.server.ts'
import type { Json } from '#app/platform/jobs.server.ts'
import type { ImportRecord } from './record.server.ts'

/** What a file's value does to a row that is there: it wins, wins unless empty, or only fills what is empty. */
export type WriteMode = 'replace' | 'keep' | 'fill'

interface ColumnRule {
  mode: WriteMode
  /** SQL value of a new row where the file has none. */
  otherwise?: string
  /** SQL condition on the row that is there (`t`) under which it stays as it is. */
  unless?: string
}

interface Upsert {
  table: string
  /** Column that names a row for the undoing; `id` unless told. */
  key?: string
  /** Columns that find a row again within the convention. */
  match: readonly string[]
  columns: Readonly<Record<string, WriteMode | ColumnRule>>
  /** A select giving the columns of `match` and `columns`, one row for each match. */
  from: RawBuilder<unknown>
  /** Only rows that are there: nothing is added. */
  onlyChange?: boolean
}

export interface TableCount {
  added: number
  changed: number
  unchanged: number
}

export type Aside = { line: number; code: string; column: string | null; value: string | null }

const ASIDE_KEPT = 10_000
const IDS_TOGETHER = 10_000

export class Merge {
  readonly #tx: ActorTx
  /** The import that this is part of. */
  readonly importId: string
  /** What its file is about, where the kind leaves it open. */
  readonly subject: string | null
  /** Fields that the file has a column for. */
  readonly mapped: ReadonlySet<string>
  readonly #choices: Readonly<Record<string, boolean>>
  readonly counts: Record<string, TableCount> = {}
  readonly aside: Aside[] = []
  readonly reports: Aside[] = []
  setAsideLines = 0
  reportedRows = 0
  /** Says how far the merge is, and lets a cancel through. */
  readonly #step: (table: string) => Promise<void>

  constructor(
    tx: ActorTx,
    { id, subject, mapping, choices }: Pick<ImportRecord, 'id' | 'subject' | 'mapping' | 'choices'>,
    step: (table: string) => Promise<void>,
  ) {
    this.#tx = tx
    this.importId = id
    this.subject = subject
    this.mapped = new Set(Object.keys(mapping))
    this.#choices = choices
    this.#step = step
  }

  chosen(name: string): boolean {
    return this.#choices[name] ?? false
  }

  /** Takes lines out of the staging table, with the reason that their sender will read. */
  async setAside(code: string, column: string | null, where: RawBuilder<unknown>): Promise<void> {
    const value = column === null ? sql`null::text` : sql`${sql.ref(column)}::text`
    const { rows } = await sql<{ line: number; value: string | null; count: number }>`
      with gone as (delete from import_staging staged where ${where} returning line, ${value} as value)
      select line, value, (select count(*) from gone) as count from gone order by line limit ${ASIDE_KEPT}`.execute(
      this.#tx,
    )
    this.setAsideLines += rows[0]?.count ?? 0
    for (const { line, value } of rows.slice(0, ASIDE_KEPT - this.aside.length))
      this.aside.push({ line, code, column, value })
  }

  /** Says something of rows that are not in the file. `from` gives `value`. */
  async report(code: string, from: RawBuilder<unknown>): Promise<void> {
    const { rows } = await sql<{ value: string; count: number }>`
      with said as (${from}) select value, (select count(*) from said) as count from said order by value limit ${ASIDE_KEPT}`.execute(
      this.#tx,
    )
    this.reportedRows += rows[0]?.count ?? 0
    for (const { value } of rows.slice(0, ASIDE_KEPT - this.reports.length))
      this.reports.push({ line: 0, code, column: null, value })
  }

  /** Adds what is new, changes what differs, leaves the rest alone. */
  async upsert({ table, key = 'id', match, columns, from, onlyChange = false }: Upsert): Promise<void> {
    await this.#step(table)
    const tx = this.#tx
    const rules = Object.entries(columns).map(([name, rule]) => ({
      name,
      ...(typeof rule === 'string' ? { mode: rule } : rule),
    }))
    await sql`create temp table incoming on commit drop as ${from}`.execute(tx)
    await sql`analyze incoming`.execute(tx)
    const convention = sql`${tx.actor.conventionId}::uuid`
    const same = sql`t.convention_id = ${convention} and ${sql.join(
      match.map((name) => sql`t.${sql.ref(name)} = i.${sql.ref(name)}`),
      sql` and `,
    )}`
    const differs = sql.join(
      rules.map((rule) => sql`t.${sql.ref(rule.name)} is distinct from ${newValue(rule)}`),
      sql` or `,
    )
    const changed = rules.length === 0 ? 0 : await this.#change(table, key, same, differs, rules)
    const added = onlyChange ? 0 : await this.#add(table, key, same, match, rules)
    const total = await sql<{ count: number }>`select count(*) as count from incoming`.execute(tx)
    await sql`drop table incoming`.execute(tx)
    const before = this.counts[table] ?? { added: 0, changed: 0, unchanged: 0 }
    const rest = (total.rows[0]?.count ?? 0) - added - changed
    this.counts[table] = {
      added: before.added + added,
      changed: before.changed + changed,
      unchanged: before.unchanged + (onlyChange ? 0 : rest),
    }
  }

  async #change(
    table: string,
    key: string,
    same: RawBuilder<unknown>,
    differs: RawBuilder<unknown>,
    rules: readonly ({ name: string } & ColumnRule)[],
  ): Promise<number> {
    const kept = await sql`
      insert into import_change (convention_id, import_id, object_table, key_column, row_id, before)
      select t.convention_id, ${this.importId}, ${table}, ${key}, t.${sql.ref(key)}, to_jsonb(t)
      from ${sql.table(table)} t join incoming i on ${same} where ${differs}`.execute(this.#tx)
    const count = Number(kept.numAffectedRows ?? 0)
    if (count === 0) return 0
    const set = sql.join(rules.map((rule) => sql`${sql.ref(rule.name)} = ${newValue(rule)}`))
    await sql`update ${sql.table(table)} t set ${set} from incoming i where ${same} and (${differs})`.execute(this.#tx)
    return count
  }

  async #add(
    table: string,
    key: string,
    same: RawBuilder<unknown>,
    match: readonly string[],
    rules: readonly ({ name: string } & ColumnRule)[],
  ): Promise<number> {
    const names = [...match, ...rules.map(({ name }) => name)]
    const values = [
      ...match.map((name) => sql`i.${sql.ref(name)}`),
      ...rules.map(({ name, otherwise }) =>
        otherwise ? sql`coalesce(i.${sql.ref(name)}, ${sql.raw(otherwise)})` : sql`i.${sql.ref(name)}`,
      ),
    ]
    const kept = await sql<{ count: number }>`
      with fresh as (
        insert into ${sql.table(table)} (convention_id, ${sql.join(names.map((name) => sql.ref(name)))})
        select ${this.#tx.actor.conventionId}::uuid, ${sql.join(values)} from incoming i
        where not exists (select from ${sql.table(table)} t where ${same})
        returning ${sql.ref(key)} as key
      ), parts as (
        select array_agg(key) as added from (select key, (row_number() over () - 1) / ${IDS_TOGETHER} as part from fresh) numbered
        group by part
      ), noted as (
        insert into import_change (convention_id, import_id, object_table, key_column, added)
        select ${this.#tx.actor.conventionId}::uuid, ${this.importId}, ${table}, ${key}, added from parts
      )
      select count(*) as count from fresh`.execute(this.#tx)
    return kept.rows[0]?.count ?? 0
  }

  /** What the merge did, as it is kept with the import. */
  outcome(mainTable: string): Json {
    const main = this.counts[mainTable] ?? { added: 0, changed: 0, unchanged: 0 }
    const tables = Object.entries(this.counts).map(([table, count]) => ({ table, ...count }))
    return { ...main, setAside: this.setAsideLines, reported: this.reportedRows, tables }
  }
}

function newValue({ name, mode, unless }: { name: string } & ColumnRule): RawBuilder<unknown> {
  const [mine, theirs] = [sql`i.${sql.ref(name)}`, sql`t.${sql.ref(name)}`]
  const value = {
    replace: mine,
    keep: sql`coalesce(${mine}, ${theirs})`,
    fill: sql`coalesce(${theirs}, ${mine})`,
  }[mode]
  return unless ? sql`case when ${sql.raw(unless)} then ${theirs} else ${value} end` : value
}
