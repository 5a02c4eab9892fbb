/** One way in per role of the demonstration, for the person who started it on their own machine. */
import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { type DemoMember, demoMembers } from './members.ts'

const HOURS = 12

export interface SignInLink {
  role: string
  email: string
  link: string
}

/** Links for the demonstration's people that this database knows; none in an installation that has no demonstration. */
export async function signInLinks(ownerUrl: string, url: string): Promise<SignInLink[]> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rows } = await owner.query<{ email: string }>(
      `select distinct person.email from account_person person
       join member on member.person_id = person.id join convention on convention.id = member.convention_id
       where convention.is_demonstration and person.email = any ($1)`,
      [demoMembers.map(({ email }) => email)],
    )
    const known = new Set(rows.map(({ email }) => email))
    const links: SignInLink[] = []
    for (const { role, email } of firstOfEachRole()) {
      if (known.has(email)) links.push({ role, email, link: `${url}/sign-in/link?token=${await token(owner, email)}` })
    }
    return links
  } finally {
    await owner.end()
  }
}

/** One caretaker of the eight is enough to look around as one; so is one person for each role of each convention. */
function firstOfEachRole(): DemoMember[] {
  const roles = Map.groupBy(demoMembers, ({ convention, role }) => `${convention}/${role}`)
  return [...roles.values()].flatMap((members) => members.slice(0, 1))
}

/** Kept as a letter's link is kept: only its hash is in the database. */
async function token(owner: pg.Client, email: string): Promise<string> {
  const secret = randomBytes(24).toString('base64url')
  const identifier = createHash('sha256').update(secret).digest('base64url')
  await owner.query(
    `insert into account_verification (identifier, value, expires_at) values ($1, $2, now() + make_interval(hours => $3))`,
    [identifier, JSON.stringify({ email, attempt: 0 }), HOURS],
  )
  return secret
}
