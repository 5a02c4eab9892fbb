/** Fills an empty installation with the demonstration: invented people around a real territory. */
import pg from 'pg'
import { demoConventions, demoMembers } from './members.ts'

/** Does nothing when the installation already has a convention, whoever made it. */
export async function loadDemonstration({
  ownerUrl,
  say,
}: {
  ownerUrl: string
  say: (line: string) => void
}): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rowCount } = await owner.query('select from convention limit 1')
    if (rowCount) return
    say('Loading the demonstration…')
    await owner.query('begin')
    await seat(owner)
    await owner.query('commit')
  } finally {
    await owner.end()
  }
}

async function seat(owner: pg.Client): Promise<void> {
  for (const { code, name, operator, landlord, communes } of demoConventions) {
    await owner.query(
      `insert into convention (code, name, operator_name, landlord_name, commune_codes, is_demonstration)
       values ($1, $2, $3, $4, $5, true)`,
      [code, name, operator, landlord, communes],
    )
  }
  for (const { email, name, role, convention } of demoMembers) {
    await owner.query(
      `with person as (
         insert into account_person (name, email, email_verified) values ($1, $2, true)
         on conflict (email) do update set name = excluded.name returning id
       ), administrator as (
         insert into installation_administrator (person_id) select id from person where $4 = 'administrator'
         on conflict do nothing
       )
       insert into member (convention_id, person_id, display_name, roles)
       select convention.id, person.id, $1, array[$4] from convention, person where convention.code = $3`,
      [name, email, convention, role],
    )
  }
}
