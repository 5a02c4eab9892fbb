/** A small stock for tests: invented residences, dwellings, households and persons, the same each time. */
import type pg from 'pg'

export interface Settled {
  residences: { id: string; code: string }[]
}

const LAST_NAMES = ['Dupont', 'Benali', 'Lefèvre', 'Diallo', 'N’Guyen', 'Da Silva', 'Œuvrard', 'Kowalczyk']
const FIRST_NAMES = ['Hélène', 'Karim', 'Zoé', 'Aminata', 'José', 'Noël', 'Inès', 'Marguerite']

/** `homes` dwellings in each residence, one in ten vacant; two adults (and a child in one of three) in each occupied one. */
export async function settleStock(
  owner: pg.Client,
  conventionId: string,
  residences = 3,
  homes = 20,
): Promise<Settled> {
  const settled: Settled['residences'] = []
  for (let r = 1; r <= residences; r++) {
    const code = `R${r}`
    const residence = await one(
      owner,
      `insert into stock_residence (convention_id, code, name, address, postal_code, commune_code, lon, lat)
       values ($1, $2, $3, $4, '93140', '93010', $5, 48.9) returning id`,
      [conventionId, code, `Résidence des Érables ${r}`, `${r} avenue Édouard-Vaillant`, 2.48 + r / 1000],
    )
    settled.push({ id: residence, code })
    const building = await one(
      owner,
      `insert into stock_building (convention_id, residence_id, code) values ($1, $2, 'A') returning id`,
      [conventionId, residence],
    )
    const stairway = await one(
      owner,
      `insert into stock_stairway (convention_id, residence_id, building_id, code) values ($1, $2, $3, '1') returning id`,
      [conventionId, residence, building],
    )
    for (let h = 1; h <= homes; h++)
      await settleHome(owner, conventionId, { residence, stairway, code: `${code}-${h}`, rank: r * 1000 + h })
  }
  return { residences: settled }
}

async function settleHome(
  owner: pg.Client,
  conventionId: string,
  { residence, stairway, code, rank }: { residence: string; stairway: string; code: string; rank: number },
): Promise<void> {
  const vacant = rank % 10 === 0
  const dwelling = await one(
    owner,
    `insert into stock_dwelling (convention_id, residence_id, stairway_id, code, address, floor, rooms, area_m2, energy_class, status)
     values ($1, $2, $3, $4, $5, $6, 3, 61.5, $7, $8) returning id`,
    [
      conventionId,
      residence,
      stairway,
      code,
      `${rank} avenue Édouard-Vaillant`,
      rank % 6,
      'CDEF'[rank % 4],
      vacant ? 'vacant-offered' : 'occupied',
    ],
  )
  if (vacant) return
  const household = await one(
    owner,
    `insert into stock_household (convention_id, residence_id, dwelling_id, code, size, entered_on)
     values ($1, $2, $3, $4, $5, current_date - ($6 || ' days')::interval) returning id`,
    [conventionId, residence, dwelling, `B-${code}`, rank % 3 === 0 ? 3 : 2, (rank * 97) % 9000],
  )
  const births = [1930 + ((rank * 7) % 70), 1932 + ((rank * 11) % 70), ...(rank % 3 === 0 ? [2015] : [])]
  for (const [index, born] of births.entries()) {
    const person = await one(
      owner,
      `insert into stock_person (convention_id, residence_id, household_id, code, is_holder, sex, birth_year, pcs)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        conventionId,
        residence,
        household,
        `B-${code}-${index}`,
        index === 0,
        index % 2 === 0 ? 'F' : 'M',
        born,
        born > 2005 ? null : (rank % 6) + 3,
      ],
    )
    await owner.query(
      `insert into stock_contact (convention_id, person_id, residence_id, first_name, last_name) values ($1, $2, $3, $4, $5)`,
      [conventionId, person, residence, FIRST_NAMES[(rank + index) % 8], LAST_NAMES[rank % 8]],
    )
  }
}

export async function one(client: pg.Client, sql: string, values: unknown[]): Promise<string> {
  const { rows } = await client.query<{ id: string }>(sql, values)
  const [row] = rows
  if (!row) throw new Error('nothing came back')
  return row.id
}
