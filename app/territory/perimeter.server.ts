/** What public files are cut to: the communes of the convention, the land around them, the territories they are compared with. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type ActorTx, must } from '#app/platform/database.server.ts'
import { Refusal } from '#app/platform/refusal.ts'
import type { Comparison, Perimeter } from '#packages/open-data/perimeter.ts'
import { type MultiPolygon, type Shape, surroundingsOf } from '#packages/open-data/surroundings.ts'
import { departmentOf, regionOf } from '#packages/open-data/territory-codes.ts'

const MARGIN_METRES = 1500

const Rings = z.array(z.array(z.tuple([z.number(), z.number()])))
const Contour = z.union([
  z
    .object({ type: z.literal('Polygon'), coordinates: Rings })
    .transform(({ coordinates }): MultiPolygon => [coordinates]),
  z
    .object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings) })
    .transform(({ coordinates }): MultiPolygon => coordinates),
])

export interface PerimeterChoice {
  marginMetres: number
  groupCode: string | null
  groupName: string | null
  groupCommunes: string[]
}

/** What somebody chose beside the convention's own communes. */
export async function perimeterChoice(tx: ActorTx): Promise<PerimeterChoice> {
  must(tx.actor, 'territory.read')
  const row = await tx
    .selectFrom('territory_perimeter')
    .select(['margin_metres', 'group_code', 'group_name', 'group_communes'])
    .executeTakeFirst()
  return {
    marginMetres: row?.margin_metres ?? MARGIN_METRES,
    groupCode: row?.group_code ?? null,
    groupName: row?.group_name ?? null,
    groupCommunes: row?.group_communes ?? [],
  }
}

/** Holds for the files that come in from now on. */
export async function choosePerimeter(tx: ActorTx, choice: PerimeterChoice): Promise<void> {
  must(tx.actor, 'territory.load')
  const chosen = {
    margin_metres: choice.marginMetres,
    group_code: choice.groupCode,
    group_name: choice.groupName,
    group_communes: choice.groupCommunes,
    changed_by: tx.actor.memberId,
  }
  await tx
    .insertInto('territory_perimeter')
    .values({ convention_id: tx.actor.conventionId, ...chosen })
    .onConflict((conflict) => conflict.column('convention_id').doUpdateSet({ ...chosen, changed_at: sql<Date>`now()` }))
    .execute()
}

export async function communesOf(tx: ActorTx): Promise<string[]> {
  const { commune_codes } = await tx
    .selectFrom('convention')
    .select('commune_codes')
    .where('id', '=', tx.actor.conventionId)
    .executeTakeFirstOrThrow()
  return commune_codes
}

/** Plain data for the reading process. Without contours, the land around is that around the residences. */
export async function perimeterOf(tx: ActorTx): Promise<Perimeter> {
  const communes = await communesOf(tx)
  const choice = await perimeterChoice(tx)
  const { inside, others } = await shapesOf(tx, communes)
  const ground = inside.length > 0 ? inside : await residenceBox(tx)
  const surroundings = surroundingsOf(ground, choice.marginMetres, others)
  return {
    communes,
    marginMetres: choice.marginMetres,
    comparison: comparisonOf(communes, choice),
    ...(surroundings ? { surroundings } : {}),
  }
}

/** For files that do not say which commune a thing is in: without any ground to cut them to, a whole region would come in. */
export async function groundOf(tx: ActorTx): Promise<Perimeter> {
  const perimeter = await perimeterOf(tx)
  if (!perimeter.surroundings) throw new Refusal('territory.no-ground')
  return perimeter
}

function comparisonOf([first]: string[], { groupCode, groupCommunes }: PerimeterChoice): Comparison {
  const department = first === undefined ? undefined : departmentOf(first)
  const region = department === undefined ? undefined : regionOf(department)
  return {
    ...(groupCode ? { intercommunality: { code: groupCode, communes: groupCommunes } } : {}),
    ...(department ? { department } : {}),
    ...(region ? { region } : {}),
    metropole: true,
  }
}

async function shapesOf(tx: ActorTx, communes: string[]): Promise<{ inside: Shape[]; others: Shape[] }> {
  const rows = await tx
    .selectFrom('stock_quarter')
    .select(['code', 'kind', 'shape'])
    .where('kind', 'in', ['iris', 'commune'])
    .orderBy('code')
    .limit(5000)
    .execute()
  const shapes = rows.map(({ code, shape }) => ({ code, geometry: Contour.parse(shape) }))
  const isOwn = ({ code }: Shape) => communes.includes(code.slice(0, 5))
  return { inside: shapes.filter(isOwn), others: shapes.filter((shape) => !isOwn(shape)) }
}

async function residenceBox(tx: ActorTx): Promise<Shape[]> {
  const { rows } = await sql<{ west: number | null; south: number; east: number; north: number }>`
    select min(lon) as west, min(lat) as south, max(lon) as east, max(lat) as north from territory_residences()`.execute(
    tx,
  )
  const [box] = rows
  if (!box || box.west === null) return []
  const { west, south, east, north } = box
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return [{ code: 'residences', geometry: [[ring]] }]
}
