/** The tables of an installation, as a back-up sees them: what PostgreSQL says is there, never a list to keep up to date. */
import type { Client } from 'pg'

export interface Table {
  name: string
  /** Columns that hold something of their own; generated ones are computed again. */
  columns: string[]
  /** Tables it points at. */
  needs: string[]
}

/** Kept by the migrations themselves. */
const NOT_DATA = ['migration']

/** Every table of the installation, each after those it points at. */
export async function tablesOf(owner: Client): Promise<Table[]> {
  const { rows } = await owner.query<Table>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       array(select distinct f.confrelid::regclass::text from pg_constraint f
             where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
     order by c.relname`,
    [NOT_DATA],
  )
  return inOrder(rows)
}

/** @throws Error naming the tables that point at each other in a ring */
export function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = []
  let left = [...tables]
  while (left.length > 0) {
    const done = new Set(ordered.map(({ name }) => name))
    const ready = left.filter(({ needs }) => needs.every((name) => done.has(name)))
    if (ready.length === 0)
      throw new Error(`these tables point at each other: ${left.map(({ name }) => name).join(', ')}`)
    ordered.push(...ready)
    left = left.filter((table) => !ready.includes(table))
  }
  return ordered
}

export interface Sequence {
  name: string
  value: string
  isCalled: boolean
}

export async function sequencesOf(owner: Client): Promise<Sequence[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`,
  )
  const sequences: Sequence[] = []
  for (const { name } of rows) {
    const { rows: state } = await owner.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${owner.escapeIdentifier(name)}`,
    )
    for (const { value, called } of state) sequences.push({ name, value, isCalled: called })
  }
  return sequences
}

/** As COPY wants it: the table with its own columns. */
export function copied(owner: Client, { name, columns }: Table): string {
  return `${owner.escapeIdentifier(name)} (${columns.map((column) => owner.escapeIdentifier(column)).join(', ')})`
}
