import { plain } from '#packages/french/plain.ts'
import type { Household } from './households.ts'
import { FAMILY_NAMES, MEN_FIRST_NAMES, WOMEN_FIRST_NAMES } from './names.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

/** An invented tenant of age as a landlord's register has them; days are ISO, empty where the register is. */
export interface Tenant {
  readonly person: Person
  readonly lease: string
  readonly code: string
  readonly isHolder: boolean
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: string
  readonly enteredOn: string
  /** Group 1 to 8, known to the landlord for about six in ten. */
  readonly occupation: number | undefined
  readonly phone: string
  readonly email: string
  /** The person's address is protected: the landlord flags it, nobody else learns it. */
  readonly isProtected: boolean
}

/** What the register knows, as shares of the persons of age. */
const KNOWN = { occupation: 0.6, mobile: 0.68, landline: 0.12, email: 0.35, protectedHouseholds: 0.004 }

/** Leases begun in the last year, of all; and the mean length of the others in years (our assumption: French social housing). */
const ROTATION = { share: 0.062, years: 13 }

/** Turns persons into tenants with names, leases and ways to reach them; `asOf` is the day of the register. */
export function makeTenants(people: readonly Person[], asOf: string, prefix: string, random: Random): Tenant[] {
  const mobiles = random.shuffled(Array.from({ length: 10_000 }, (_, n) => `06 39 98 ${fourFigures(n)}`))
  const landlines = random.shuffled(Array.from({ length: 10_000 }, (_, n) => `01 99 00 ${fourFigures(n)}`))
  const households = [...Map.groupBy(people, ({ household }) => household)]
  return households.flatMap(([household, members], rank) => {
    const lease = `${prefix}${String(rank + 1).padStart(6, '0')}`
    const family = random.pick(FAMILY_NAMES)
    const enteredOn = entry(household, members, asOf, random)
    const isProtected = random.chance(KNOWN.protectedHouseholds)
    return members.map((person, place): Tenant => {
      const firstName = random.pick(person.sex === 'F' ? WOMEN_FIRST_NAMES : MEN_FIRST_NAMES)
      const lastName = keepsName(person, random) ? family : random.pick(FAMILY_NAMES)
      const code = `${lease}-${place + 1}`
      return {
        person,
        lease,
        code,
        isHolder: person.role === 'holder',
        lastName,
        firstName,
        bornOn: birthday(person.age, asOf, random),
        enteredOn,
        occupation: random.chance(KNOWN.occupation) ? person.occupation : undefined,
        phone: phone(mobiles, landlines, random),
        email: random.chance(KNOWN.email) ? email(firstName, lastName, code) : '',
        isProtected,
      }
    })
  })
}

function keepsName({ role }: Person, random: Random): boolean {
  return role === 'holder' || (role !== 'other' && random.chance(role === 'child' ? 0.85 : 0.7))
}

/** A day of entry after the holder came of age and the building was let, most leases older than a year. */
function entry(household: Household, members: readonly Person[], asOf: string, random: Random): string {
  const age = members.find(({ role }) => role === 'holder')?.age ?? 18
  const longest = Math.max(Math.min(age - 18, Number(asOf.slice(0, 4)) - household.dwelling.yearBuilt - 1), 0)
  const isRecent = random.chance(ROTATION.share)
  const years = isRecent ? random.unit() : 1 - ROTATION.years * Math.log(1 - random.unit())
  return daysBefore(asOf, Math.round(Math.min(years, longest + random.unit()) * 365.25))
}

/** A day of birth that makes the person `age` years old on the day of the register. */
function birthday(age: number, asOf: string, random: Random): string {
  const year = Number(asOf.slice(0, 4)) - age
  return daysBefore(`${year}${asOf.slice(4)}`, random.below(365))
}

/** Only numbers that ARCEP keeps for fiction; each once, mobile phones first. */
function phone(mobiles: string[], landlines: string[], random: Random): string {
  const kind = random.weighted([KNOWN.mobile, KNOWN.landline, 1 - KNOWN.mobile - KNOWN.landline])
  return (kind === 0 ? mobiles.pop() : kind === 1 ? landlines.pop() : undefined) ?? ''
}

/** In a domain that cannot exist (RFC 2606). */
function email(firstName: string, lastName: string, code: string): string {
  const local = plain(`${firstName} ${lastName}`).replaceAll(' ', '.')
  return `${local}.${code.replace(/\D/g, '').replace(/^0+/, '')}@locataires.exemple.test`
}

function fourFigures(n: number): string {
  const figures = String(n).padStart(4, '0')
  return `${figures.slice(0, 2)} ${figures.slice(2)}`
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
