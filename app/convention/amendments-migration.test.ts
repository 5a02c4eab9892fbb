/** Amendments of before signatures counted, and shares of before parts: what becomes of them. */
import { expect, test } from 'vitest'
import { withEarlierDatabase } from '../../test/earlier-database.ts'
import { one } from '../../test/stock.ts'

test('amendments that were signed, or whose document is at hand, act; the others wait; shares keep their percentages', async () => {
  await withEarlierDatabase('0215', async ({ owner, convention, member, migrateAll }) => {
    const party = (part: string) =>
      one(
        owner,
        'insert into convention_party (convention_id, part, name, is_confirmed) values ($1, $2, $2, true) returning id',
        [convention, part],
      )
    const [operator, landlord] = [await party('operator'), await party('landlord')]
    const amendment = (number: number) =>
      one(
        owner,
        `insert into convention_amendment (convention_id, number, title, changes, effective_on, made_by)
         values ($1, $2, 'x', 'x', '2026-05-01', $3) returning id`,
        [convention, number, member],
      )
    const ids = [await amendment(1), await amendment(2), await amendment(3)]
    const sign = (by: string, amendmentId: string | null, on: string) =>
      owner.query(
        `insert into convention_signature (convention_id, party_id, amendment_id, signed_on, signer, recorded_by)
         values ($1, $2, $3, $4, 'x', $5)`,
        [convention, by, amendmentId, on, member],
      )
    for (const by of [operator, landlord]) await sign(by, null, '2026-01-01')
    await sign(operator, ids[0] ?? '', '2026-04-02')
    await sign(landlord, ids[0] ?? '', '2026-04-10')
    await sign(operator, ids[2] ?? '', '2026-04-12')
    const file = await one(
      owner,
      `insert into file (convention_id, name, media_type, bytes, sha256, purpose) values ($1, 'x', 'application/pdf', 1, 'x', 'x') returning id`,
      [convention],
    )
    await owner.query('update convention_amendment set file_id = $1 where id = $2', [file, ids[1]])
    const mission = await one(
      owner,
      `insert into convention_mission (convention_id, rank, code, title, budget_cents, semesters, last_part, labels, start_on)
       values ($1, 1, 'initial', 'x', 100, 1, 'start', '{x}', '2026-01-01') returning id`,
      [convention],
    )
    await owner.query('begin')
    const funding = await one(
      owner,
      'insert into convention_funding (convention_id, mission_id, amendment_id, decided_by) values ($1, $2, $3, $4) returning id',
      [convention, mission, ids[0], member],
    )
    await owner.query(
      'insert into convention_funding_share (convention_id, funding_id, party_id, share_bp) values ($1, $2, $3, 3333), ($1, $2, $4, 6667)',
      [convention, funding, operator, landlord],
    )
    await owner.query('commit')

    await migrateAll()
    const { rows } = await owner.query(
      'select signed_on::text, signed_at is null as waits from convention_amendment order by number',
    )
    expect(rows).toEqual([
      { signed_on: '2026-04-10', waits: false },
      { signed_on: expect.any(String), waits: false },
      { signed_on: null, waits: true },
    ])
    const shares = await owner.query(
      'select f.unit, s.weight from convention_funding_share s join convention_funding f on f.id = s.funding_id order by weight',
    )
    expect(shares.rows).toEqual([
      { unit: 'percent', weight: 3333 },
      { unit: 'percent', weight: 6667 },
    ])
    await expect(owner.query("update convention_amendment set title = 'y' where number = 1")).rejects.toThrow(
      /never changes/,
    )
  })
})
