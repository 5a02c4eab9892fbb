import { createHash } from 'node:crypto'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { plain } from '#packages/french/plain.ts'
import { apportion } from './apportion.ts'
import { demoFiles } from './files.ts'
import { HOUSEHOLD_TYPES, householdCounts } from './households.ts'
import { demoMembers } from './members.ts'
import { AGE_BANDS } from './people.ts'
import { AS_OF, addressesOf, demoStocks } from './stock.ts'
import { readTerritory } from './territory.ts'

const territory = readTerritory()
const stocks = demoStocks(territory, 'test')
const { main, second } = stocks
const byQuarter = Map.groupBy(main.tenants, ({ person }) => person.household.dwelling.residence.quarter)
const count = <T>(things: readonly T[], holds: (thing: T) => boolean) => things.filter(holds).length

describe('the stock', () => {
  test('has 3 000 dwellings in 40 residences, 2 to 3 % of them vacant', () => {
    expect(main.residences).toHaveLength(40)
    expect(main.dwellings.length).toBeGreaterThan(2980)
    expect(main.dwellings.length).toBeLessThan(3020)
    const vacant = count(main.dwellings, ({ status }) => status !== 'occupied') / main.dwellings.length
    expect(vacant).toBeGreaterThan(0.02)
    expect(vacant).toBeLessThan(0.03)
  })

  test('stands at real addresses with social housing, each used once, by one landlord', () => {
    const used = [...addressesOf(main.residences), ...addressesOf(second.residences)]
    const known = new Set(territory.addresses.map(({ key }) => key))
    expect(new Set(used).size).toBe(used.length)
    expect(used.every((key) => known.has(key))).toBe(true)
    expect(new Set(main.residences.map(({ name }) => name)).size).toBe(40)
    const programmes = new Set(territory.addresses.map(({ programme }) => programme.toLowerCase()))
    for (const { name } of main.residences) expect(programmes.has(name.toLowerCase())).toBe(false)
  })

  test('gives each dwelling a code, a register number and a door of its own', () => {
    expect(new Set(main.dwellings.map(({ code }) => code)).size).toBe(main.dwellings.length)
    expect(new Set(main.dwellings.map(({ rplsId }) => rplsId)).size).toBe(main.dwellings.length)
    const doors = main.dwellings.map(({ address, door }) => `${address.key}/${door}`)
    expect(new Set(doors).size).toBe(main.dwellings.length)
  })

  test('lies in the commune, in degrees', () => {
    for (const { address } of main.dwellings) {
      expect(address.lon).toBeGreaterThan(2.46)
      expect(address.lon).toBeLessThan(2.51)
      expect(address.lat).toBeGreaterThan(48.88)
      expect(address.lat).toBeLessThan(48.925)
    }
  })
})

describe('the tenants of each quarter follow what is published of it', () => {
  test('about 6 500 persons of age live there', () => {
    expect(main.tenants.length).toBeGreaterThan(6350)
    expect(main.tenants.length).toBeLessThan(6650)
    expect(main.tenants.every(({ person }) => person.age >= 18)).toBe(true)
  })

  test.each([...byQuarter.keys()])('%s: ages and occupations to the person, women to half a point', (code) => {
    const tenants = byQuarter.get(code) ?? []
    const quarter = territory.quarters.get(code)
    if (!quarter) throw new Error(code)
    const ages = AGE_BANDS.map(([first, last]) =>
      count(tenants, ({ person }) => person.age >= first && person.age <= last),
    )
    expect(ages).toEqual(apportion(tenants.length, quarter.ages))
    const occupations = [1, 2, 3, 4, 5, 6, 7, 8].map((group) =>
      count(tenants, ({ person }) => person.occupation === group),
    )
    expect(occupations).toEqual(apportion(tenants.length, quarter.occupations))
    const women = count(tenants, ({ person }) => person.sex === 'F') / tenants.length
    expect(Math.abs(women - territory.womenShare)).toBeLessThan(0.005)
  })

  test.each([...byQuarter.keys()])('%s: kinds of household to the household', (code) => {
    const households = [...new Set((byQuarter.get(code) ?? []).map(({ person }) => person.household))]
    const quarter = territory.quarters.get(code)
    if (!quarter) throw new Error(code)
    const types = HOUSEHOLD_TYPES.map((type) => count(households, (household) => household.type === type))
    expect(types).toEqual(householdCounts(quarter, households.length))
  })

  test('parents are older than their children, and hardly any couple is a generation apart', () => {
    const households = [...Map.groupBy(main.tenants, ({ lease }) => lease).values()]
    const odd = count(households, (members) => {
      const parents = members.filter(({ person }) => person.role === 'holder' || person.role === 'partner')
      const children = members.filter(({ person }) => person.role === 'child')
      return children.some((child) => parents.some((parent) => parent.person.age - child.person.age < 16))
    })
    expect(odd).toBeLessThan(households.length / 200)
  })
})

describe('the register', () => {
  const share = (holds: (tenant: (typeof main.tenants)[number]) => boolean) =>
    count(main.tenants, holds) / main.tenants.length

  test('knows the occupation of about six in ten and an e-mail of about a third', () => {
    expect(share(({ occupation }) => occupation !== undefined)).toBeCloseTo(0.6, 1)
    expect(share(({ email }) => email !== '')).toBeCloseTo(0.35, 1)
  })

  test('flags a few protected addresses', () => {
    const flagged = count(main.tenants, ({ isProtected }) => isProtected)
    expect(flagged).toBeGreaterThan(3)
    expect(flagged).toBeLessThan(80)
  })

  test('holds no telephone number outside those kept for fiction, and no mail that could arrive', () => {
    const numbers = main.tenants.map(({ phone }) => phone).filter(Boolean)
    for (const number of numbers) expect(number).toMatch(/^(06 39 98|01 99 00) \d\d \d\d$/)
    expect(new Set(numbers).size).toBe(numbers.length)
    for (const { email } of main.tenants) expect(email).toMatch(/^([a-z0-9.]+@locataires\.exemple\.test)?$/)
  })

  test('has entries after majority and construction, one in sixteen within the year', () => {
    for (const { enteredOn } of main.tenants) expect(enteredOn <= AS_OF).toBe(true)
    const holders = main.tenants.filter(({ isHolder }) => isHolder)
    for (const { enteredOn, bornOn, person } of holders) {
      expect(Number(enteredOn.slice(0, 4)) - Number(bornOn.slice(0, 4))).toBeGreaterThanOrEqual(17)
      expect(Number(enteredOn.slice(0, 4))).toBeGreaterThanOrEqual(person.household.dwelling.yearBuilt)
    }
    const recent = count(holders, ({ enteredOn }) => enteredOn > '2025-10-31') / holders.length
    expect(recent).toBeGreaterThan(0.045)
    expect(recent).toBeLessThan(0.085)
  })
})

describe('the files', () => {
  const digests = (seed: string) =>
    [...demoFiles(seed)].map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')])

  test('are others for another seed', () => {
    const others = digests('two')
    const differing = digests('one').filter(([, digest], index) => others[index]?.[1] !== digest)
    expect(differing).toHaveLength(8)
  })

  const files = [...demoFiles()]

  test('are these bytes on any machine, in any time zone: whoever changes what is made changes this line', () => {
    const whole = createHash('sha256')
    for (const { name, bytes } of files) whole.update(name).update(bytes)
    expect(whole.digest('hex')).toBe('52d1e8c724511a256ebf8f5c321000844330842d8f7c05f5a1762d4901991b36')
  })

  test('say that they are invented', () => {
    for (const { name, bytes } of files) {
      if (name.endsWith('.xlsx')) continue
      const isUnicode = name.includes('dido') || !name.endsWith('.csv')
      expect(plain(new TextDecoder(isUnicode ? 'utf-8' : 'windows-1252').decode(bytes))).toContain('donnees fictives')
    }
  })

  test('hold no letter that their encoding lacks', () => {
    for (const { name, bytes } of files) {
      if (name.endsWith('.csv')) expect(Buffer.from(bytes).toString('latin1')).not.toContain('?')
    }
  })

  test('open as a workbook, days as days', async () => {
    const file = [...demoFiles('test')].find(({ name }) => name.endsWith('.xlsx'))
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Uint8Array.from(file?.bytes ?? []).buffer)
    const sheet = workbook.getWorksheet('Locataires')
    expect(sheet?.rowCount).toBe(main.tenants.length + 1)
    expect(sheet?.getCell('A1').value).toBe('UG')
    const born = sheet?.getCell('H2').value
    expect(born instanceof Date && born.toISOString().slice(0, 10)).toBe(main.tenants[0]?.bornOn)
    expect(sheet?.getCell('O2').value).toBe('données fictives')
  })
})

test('each role has its member, and eight caretakers share all residences', () => {
  const ormes = demoMembers.filter(({ convention }) => convention === 'ormes-bondy')
  expect(new Set(ormes.map(({ role }) => role)).size).toBe(7)
  expect(count(ormes, ({ role }) => role === 'caretaker')).toBe(8)
  const covered = ormes.flatMap(({ residences }) => residences)
  expect(covered.sort()).toEqual(main.residences.map(({ code }) => code).sort())
})

test('the second convention has its own landlord, residences and members', () => {
  const ru = demoMembers.filter(({ convention }) => convention === 'ru-bondy')
  expect(ru.flatMap(({ residences }) => residences)).toEqual(second.residences.map(({ code }) => code))
  expect(second.residences).toHaveLength(2)
  expect(new Set(demoMembers.map(({ email }) => email)).size).toBe(demoMembers.length)
  for (const { email } of demoMembers) expect(email).toMatch(/^[a-z.]+@[a-z-]+\.example$/)
})
