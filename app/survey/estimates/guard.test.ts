import { expect, test } from 'vitest'
import { type Guarded, publishable } from './guard.ts'

const people = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `i${from + at}`)

/** A figure told by who was asked and who said it. */
function figure(id: string, asked: string[], said: string[], rest: Partial<Guarded> = {}): Guarded {
  return {
    ...{ id, asked, said, n: asked.length, yes: said.length },
    ...{ subject: 'answer', subjectId: 'q', value: id, feature: null, featureValue: null, onlyOne: false },
    ...rest,
  }
}

const one = { onlyOne: true }
const code = (id: string) => ({ subject: 'code' as const, subjectId: id, value: '' })
const by = (featureValue: string, value: string) => ({ feature: 'sex', featureValue, value })

async function shownOf(figures: Guarded[], earlier: Guarded[] = []): Promise<string[]> {
  const shown = new Set(earlier.map(({ id }) => id))
  return [...(await publishable(figures, [{ figures: earlier, shown }])).shown]
}

test('nothing on fewer than eleven people is publishable, nor the number that is its complement', async () => {
  const all = people(0, 40)
  const figures = [
    figure('enough', all, people(0, 20)),
    figure('few', all, people(0, 3)),
    figure('rest', all, people(0, 36)),
    figure('nobody', all, []),
    figure('women', people(0, 30), people(0, 15), by('F', 'enough')),
    figure('men', people(30, 40), people(15, 20), by('M', 'enough')),
  ]
  expect(await shownOf(figures)).toEqual(['enough'])
})

test('of answers that exclude each other, one said by few is not found by taking away the others', async () => {
  const all = people(0, 60)
  const answers = (onlyOne: boolean) => [
    figure('A', all, people(0, 25), { onlyOne }),
    figure('B', all, people(25, 55), { onlyOne }),
    figure('C', all, people(55, 60), { onlyOne }),
  ]
  expect(await shownOf(answers(true))).toEqual(['B'])
  expect(await shownOf(answers(false))).toEqual(['A', 'B'])
  const places = [figure('Parc', all, people(0, 25), one), figure('Marché', all, people(25, 55), one)]
  expect(await shownOf(places)).toHaveLength(1)
  const even = [figure('A', all, people(0, 25), one), figure('B', all, people(25, 60), one)]
  expect(await shownOf(even)).toEqual(['A', 'B'])
})

test('in a breakdown too, and those of no group count as a group', async () => {
  const all = people(0, 90)
  const third = (from: number, at: number) => people(from + at * 15, from + at * 15 + 15)
  const split = (women: [string[], string[], string[]], men: [string[], string[], string[]]) => [
    ...['A', 'B', 'C'].map((value, at) => figure(value, all, [...(women[at] ?? []), ...(men[at] ?? [])], one)),
    ...['A', 'B', 'C'].map((value, at) =>
      figure(`F${value}`, women.flat(), women[at] ?? [], { ...one, ...by('F', value) }),
    ),
    ...['A', 'B', 'C'].map((value, at) =>
      figure(`M${value}`, men.flat(), men[at] ?? [], { ...one, ...by('M', value) }),
    ),
  ]
  const women: [string[], string[], string[]] = [third(0, 0), third(0, 1), third(0, 2)]
  const men: [string[], string[], string[]] = [third(45, 0), third(45, 1), third(45, 2)]
  expect(await shownOf(split(women, men))).toHaveLength(9)
  // Three women say C: it is neither shown nor found from the two others, or from the men.
  const few: [string[], string[], string[]] = [people(0, 21), people(21, 42), people(42, 45)]
  const shown = await shownOf(split(few, men))
  expect(shown).not.toContain('FC')
  expect(shown.filter((id) => id.startsWith('F')).length).toBeLessThan(2)
  expect(shown.filter((id) => id.endsWith('C') && id !== 'C')).toEqual([])
  const others = people(90, 93)
  const withOthers = split(women, men).map((each) =>
    each.feature === null ? figure(each.id, [...all, ...others], [...(each.said ?? [])], one) : each,
  )
  expect((await shownOf(withOthers)).filter((id) => id.length > 1)).toEqual([])
})

test('a code and one under it are both shown only where those who spoke of the one alone are enough', async () => {
  const all = people(0, 60)
  const pair = (inner: number) => [
    figure('outer', all, people(0, 40), code('outer')),
    figure('inner', all, people(0, inner), code('inner')),
  ]
  expect(await shownOf(pair(25))).toEqual(['outer', 'inner'])
  expect(await shownOf(pair(35))).toHaveLength(1)
  // Two that overlap without either holding the other lead to nobody.
  const apart = [figure('one', all, people(0, 30), code('one')), figure('two', all, people(5, 36), code('two'))]
  expect(await shownOf(apart)).toEqual(['one', 'two'])
  // One code in the way of two gives way to them.
  const three = [
    figure('outer', all, people(0, 40), code('outer')),
    figure('first', all, people(0, 30), code('first')),
    figure('second', all, people(10, 40), code('second')),
  ]
  expect(await shownOf(three)).toEqual(['first', 'second'])
  const groups = [
    figure('outer', all, people(0, 40), code('outer')),
    figure('inner', all, people(0, 25), code('inner')),
    ...(['outer', 'inner'] as const).flatMap((id) => {
      const said = people(0, id === 'outer' ? 40 : 25)
      const odd = (rank: number) => (list: string[]) => list.filter((_, at) => at % 2 === rank)
      return [0, 1].map((rank) =>
        figure(`${id}${rank}`, odd(rank)(all), odd(rank)(said), {
          ...code(id),
          feature: 'sex',
          featureValue: `${rank}`,
        }),
      )
    }),
  ]
  // Of either sex some seven spoke of the outer alone.
  const broken = (await shownOf(groups)).filter((id) => /\d/.test(id))
  expect(new Set(broken.map((id) => id.slice(0, -1))).size).toBeLessThan(2)
})

test('a figure is compared with those published by its own people, and equal ones stay', async () => {
  const before = [figure('A', people(0, 40), people(0, 20)), figure('B', people(0, 40), people(10, 25))]
  expect(await shownOf(before, before)).toEqual(['A', 'B'])
  // One more was asked; one left and one came; one said something else.
  expect(await shownOf([figure('A', people(0, 41), people(0, 20))], before)).toEqual([])
  expect(await shownOf([figure('A', people(1, 41), people(1, 21))], before)).toEqual([])
  expect(await shownOf([figure('A', people(0, 40), people(1, 21))], before)).toEqual([])
  // Many came, but few of them said it.
  const many = [...people(0, 20), ...people(40, 44)]
  expect(await shownOf([figure('A', people(0, 60), many)], before)).toEqual([])
  const enough = [...people(0, 20), ...people(40, 55)]
  expect(await shownOf([figure('A', people(0, 70), enough)], before)).toEqual(['A'])
  // Who took the interview back is no longer known, and was there nonetheless.
  const forgotten = { ...figure('A', people(1, 40), people(1, 20)), n: 40, yes: 20 }
  expect(await shownOf([figure('A', people(1, 40), people(1, 20))], [forgotten])).toEqual([])
  // Figures of before people were kept are compared by their numbers.
  const old = { ...figure('A', [], []), asked: null, said: null, n: 40, yes: 20 }
  expect(await shownOf([figure('A', people(0, 41), people(0, 20))], [old])).toEqual([])
})

test('a breakdown moves with its groups and with those of none', async () => {
  const set = (women: number, men: number, left: number) => {
    const [F, M] = [people(0, women), people(100, 100 + men)]
    const all = [...F, ...M, ...people(200, 200 + left)]
    const even = (list: string[]) => list.filter((_, at) => at % 2 === 0)
    return [
      figure('A', all, even(all)),
      figure(
        'FA',
        F,
        F.filter((id) => even(all).includes(id)),
        by('F', 'A'),
      ),
      figure(
        'MA',
        M,
        M.filter((id) => even(all).includes(id)),
        by('M', 'A'),
      ),
    ]
  }
  expect(await shownOf(set(40, 40, 30), set(40, 40, 30))).toEqual(['A', 'FA', 'MA'])
  expect(await shownOf(set(70, 70, 60), set(40, 40, 30))).toEqual(['A', 'FA', 'MA'])
  expect(await shownOf(set(70, 48, 30), set(40, 40, 30))).toEqual(['A'])
  expect(await shownOf(set(70, 70, 34), set(40, 40, 30))).toEqual(['A'])
})
