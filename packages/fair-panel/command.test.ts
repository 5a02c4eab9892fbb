import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from './csv.ts'
import { readPeople, readQuotas } from './sortition-files.ts'

let folder = ''
const command = fileURLToPath(new URL('./command.ts', import.meta.url))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fair panel '))
  const people = Array.from({ length: 12 }, (_, index) => {
    const city = index % 2 === 0 ? '"Nord, centre"' : 'Sud'
    return `p${index},"a ""quoted"" remark",${index < 6 ? 'w' : 'm'},${city},,`
  })
  await save('people.csv', `\uFEFFperson_id,Remark,Sex,City,,\r\n${people.join('\r\n')}\r\n`)
  await save(
    'quotas.csv',
    'category,feature,min,max,note,min,max\nSex,w,0,0,x,2,2\nSex,m,0,0,x,2,2\nCity,"Nord, centre",0,0,x,1,3\nCity,Sud,0,0,,1,3\n',
  )
  await save('impossible.csv', 'feature,value,min,max\nSex,w,7,8\nSex,m,0,8\nCity,"Nord, centre",0,8\nCity,Sud,0,8\n')
})
afterAll(() => rm(folder, { recursive: true }))

test('the command draws from two files and prints everything as JSON', async () => {
  const { stdout, code } = await run('quotas.csv', '4', '--json', '--seed', 'x')
  const result = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(Object.keys(result)).toEqual(['objective', 'minimum', 'people', 'panels', 'drawn', 'seconds'])
  expect(result).toMatchObject({ objective: 'leximin', minimum: expect.closeTo(1 / 3, 6) })
  expect(result.people).toHaveLength(12)
  expect(result.people[0]).toMatchObject({ id: 'p0', probability: expect.closeTo(1 / 3, 6) })
  expect(result.panels).toHaveLength(1000)
  expect(result.panels.map((panel: { members: string[] }) => panel.members)).toContainEqual(result.drawn)
  expect(result.seconds).toBeGreaterThan(0)
  expect(JSON.parse((await run('quotas.csv', '4', '--json', '--seed', 'x')).stdout)).toMatchObject({
    drawn: result.drawn,
  })
})

test('the weights of the panels give everybody exactly the chance that is told', async () => {
  const { people, panels } = JSON.parse((await run('quotas.csv', '4', '--json')).stdout)
  const given = new Map<string, number>()
  for (const { weight, members } of panels) for (const id of members) given.set(id, (given.get(id) ?? 0) + weight)
  expect([...given.values()].reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(4, 9)
  for (const { id, probability } of people) expect(given.get(id)).toBeCloseTo(probability, 6)
})

test('a seed always draws the same panel, other seeds draw others, and a number draws its own', async () => {
  const drawn = async (...how: string[]) => JSON.parse((await run('quotas.csv', '4', '--json', ...how)).stdout)
  const seeds = await Promise.all(['a', 'b', 'c', 'd'].map((seed) => drawn('--seed', seed)))
  expect(new Set(seeds.map((result) => result.drawn.join())).size).toBeGreaterThan(1)
  const numbered = await drawn('--number', '17')
  expect(numbered.drawn).toEqual(numbered.panels[17].members)
  expect(numbered.panels[17].weight).toBe(0.001)
})

test('without --json the command tells the result in words', async () => {
  const { stdout } = await run('quotas.csv', '4', '--seed', 'x', '--objective', 'nash')
  expect(stdout).toContain('4 of 12 people, nash (exact)')
  expect(stdout).toContain('Sex: w  2 of 2–2  (pool 6)')
})

test('quotas that cannot be met end with code 1, the reason and a way out', async () => {
  const { code, stderr, stdout } = await run('impossible.csv', '8')
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain('Sex = w needs at least 7 people, the pool has 6.')
  expect(stderr).toContain('Way out 1: Sex = w from 7–8 to 6–8.')
})

test('with --json the same refusal is also data', async () => {
  const { code, stderr, stdout } = await run('impossible.csv', '8', '--json')
  expect(code).toBe(1)
  expect(stderr).toContain('Way out 1')
  expect(JSON.parse(stdout)).toMatchObject({
    error: 'infeasible',
    reasons: [{ code: 'too-few-people', feature: 'Sex', value: 'w', min: 7, available: 6 }],
    conflict: [{ feature: 'Sex', value: 'w', side: 'min', bound: 7 }],
    relaxations: [[{ feature: 'Sex', value: 'w', newMin: 6 }]],
  })
})

test('people whom no panel can contain are named beside the JSON, and have no chance in it', async () => {
  await save('closed.csv', 'feature,value,min,max\nSex,w,0,0\nSex,m,0,4\nCity,"Nord, centre",0,4\nCity,Sud,0,4\n')
  const { stderr, stdout } = await run('closed.csv', '4', '--json')
  expect(stderr).toContain('p0 (quota of Sex: w)')
  expect(JSON.parse(stdout).people[0]).toEqual({ id: 'p0', probability: 0 })
})

test('a missing file, a missing column and a wrong option are told plainly', async () => {
  expect(await run('nothing.csv', '4')).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read') })
  expect(await run('people.csv', '4')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no column called category or feature'),
  })
  expect(await run('quotas.csv', '4', '--objective', 'luck')).toMatchObject({ code: 2 })
})

test.each([
  ['category,feature,min,max', 'Sex,w,1,2'],
  ['feature,value,min,max,min_flex,max_flex', 'Sex,w,1,2,,'],
  ['category,name,min,max', 'Sex,w,1,2'],
  ['feature;name;junk;min;max', 'Sex;w;;1;2'],
  ['Category,Feature,Min,Max,min,max', 'Sex,w,9,9,1,2'],
])('quotas are read under the header %s', (header, row) => {
  expect(readQuotas(`${header}\r\n${row}\r\n\r\n`, 'q.csv')).toMatchObject([
    { feature: 'Sex', value: 'w', min: 1, max: 2 },
  ])
})

test('a bound that is not a whole number is told with its line and column', () => {
  expect(() => readQuotas('category,feature,min,max\nSex,w,1,2\nSex,m,one,2', 'q.csv')).toThrow(
    'q.csv, line 3, column min: "one"',
  )
})

test('people are known by the column named, else by id, else by a column ending in _id, else by their row', () => {
  const quotas = readQuotas('category,feature,min,max\nSex,w,0,2', 'q.csv')
  const ids = (text: string, id?: string) => readPeople(text, 'p.csv', quotas, { id }).map((person) => person.id)
  expect(ids('Sex,id,x_id\nw,a,1\nw,b,2')).toEqual(['a', 'b'])
  expect(ids('Sex,id,x_id\nw,a,1\nw,b,2', 'x_id')).toEqual(['1', '2'])
  expect(ids('Sex,home_id,x_id\nw,h,1\nw,h,2')).toEqual(['1', '2'])
  expect(ids('Sex\nw\nw')).toEqual(['1', '2'])
})

test('a value is known whatever its capital letters, and a home by several columns together', () => {
  const quotas = readQuotas('category,feature,min,max\nSex,Woman,0,2\nSex,Man,0,2', 'q.csv')
  const people = readPeople('sex,street,zip\nWOMAN,a,1\nman ,a,2\nMan,,', 'p.csv', quotas, {
    household: ['street', 'zip'],
  })
  expect(people.map(({ features }) => features.Sex)).toEqual(['Woman', 'Man', 'Man'])
  expect(people.map(({ household }) => household)).toEqual(['a\n1', 'a\n2', undefined])
})

test('CSV is read as RFC 4180 says, and what it cannot mean is an error with its line', () => {
  const { header, rows } = readCsv('a,b\n"1\n2","say ""x"""\n,\n3,4', 'f.csv')
  expect(header).toEqual(['a', 'b'])
  expect(rows).toEqual([
    { line: 2, fields: ['1\n2', 'say "x"'] },
    { line: 5, fields: ['3', '4'] },
  ])
  expect(readCsv('a,b\n1,5" pipe', 'f.csv').rows[0]?.fields).toEqual(['1', '5" pipe'])
  expect(() => readCsv('a,b\n1,2\n"1"x,2', 'f.csv')).toThrow('f.csv, line 3: text after a closing quote')
  expect(() => readCsv('a,b\n"1,2', 'f.csv')).toThrow('a quote that is never closed')
  expect(() => readCsv('a,b\n1,2,3', 'f.csv')).toThrow('3 fields, but the header has 2')
})

async function save(name: string, content: string): Promise<void> {
  await writeFile(join(folder, name), content)
}

function run(
  quotas: string,
  size: string,
  ...more: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const files = ['--categories', join(folder, quotas), '--people', join(folder, 'people.csv'), '--size', size]
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...files, ...more], { maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}
