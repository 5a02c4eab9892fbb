import { expect, test } from 'vitest'
import { metresBetween } from '#packages/walkshed/plane.ts'
import { closedAnswerWord, NO_ANSWER, sameAnswer, wrongIn } from './answers.ts'
import { placeFrom } from './given-place.ts'
import { drawingOf, straightened } from './ground-paths.ts'
import { givenOf, type KnownPlace, pressed, search, sheetOf } from './place-book.ts'
import { coarse, kept, squareAround } from './places.ts'
import type { Question } from './questions.ts'
import { readAnswer } from './read-answer.ts'

const HOME = { lon: 2.48137, lat: 48.90213 }
const PARK: KnownPlace = { kind: 'public', name: 'Parc de la Mare', detail: 'Parc, jardin', lon: 2.48, lat: 48.9011 }
const STREET: KnownPlace = { kind: 'street', name: 'Rue de l’Étoile', detail: 'rue', lon: 2.48131, lat: 48.90218 }
const ESTATE: KnownPlace = { kind: 'residence', name: 'Résidence de l’Étang', detail: 'résidence', ...HOME }

const QUESTION: Question = {
  id: 'q',
  key: 'k',
  theme: 'La vie ici',
  kind: 'place',
  wording: 'Où allez-vous ?',
  prompts: [],
  choices: [],
  least: null,
  most: null,
  conditions: [],
  conditionRule: 'all',
}

test('a point is put on a grid of at least a hundred metres each way, everywhere in metropolitan France', () => {
  expect(coarse(HOME)).toEqual({ lon: 2.481, lat: 48.902 })
  for (const lat of [41.4, 44, 48.9, 51]) {
    const { west, east, south, north } = squareAround(coarse({ lon: 2.48137, lat }))
    expect(metresBetween({ lon: west, lat }, { lon: east, lat })).toBeGreaterThanOrEqual(100)
    expect(metresBetween({ lon: west, lat: south }, { lon: west, lat: north })).toBeGreaterThanOrEqual(100)
  }
})

test('what is on the grid stays where it is, also west and south of zero', () => {
  for (const point of [
    HOME,
    { lon: -1.55431, lat: 47.2184 },
    { lon: 55.4507, lat: -20.8789 },
    { lon: -0.0001, lat: 0 },
  ])
    expect(coarse(coarse(point))).toEqual(coarse(point))
  expect(Object.is(coarse({ lon: -0.0001, lat: 0 }).lon, 0)).toBe(true)
})

test('only a public place is kept where it stands: a street, a residence, a point are not', () => {
  expect(givenOf(PARK)).toEqual({ kind: 'public', name: 'Parc de la Mare', lon: 2.48, lat: 48.9011 })
  expect(givenOf(STREET)).toMatchObject({ kind: 'street', lon: 2.481, lat: 48.902 })
  expect(givenOf(ESTATE)).toMatchObject({ kind: 'residence', lon: 2.481, lat: 48.902 })
  expect(kept({ kind: 'point', name: 'x'.repeat(200), ...HOME })).toMatchObject(coarse(HOME))
})

test('a press takes the public place under the finger, else the corner of the grid, called by what is beside it', () => {
  const places = [PARK, STREET, ESTATE]
  expect(pressed(places, { lon: 2.4801, lat: 48.901 }, 40)).toEqual(givenOf(PARK))
  expect(pressed(places, HOME, 40)).toEqual({ kind: 'point', name: 'Rue de l’Étoile', lon: 2.481, lat: 48.902 })
  expect(pressed(places, { lon: 2.601, lat: 48.8 }, 40)).toEqual({ kind: 'point', name: '', lon: 2.601, lat: 48.8 })
})

test('places are found by the beginnings of words in any order, without accents, the nearest first', () => {
  const places = [ESTATE, STREET, PARK, { ...STREET, lon: 2.6 }]
  expect(search(places, 'etoile', HOME, 8)).toEqual([STREET, { ...STREET, lon: 2.6 }])
  expect(search(places, 'mare parc', HOME, 8)).toEqual([PARK])
  expect(search(places, 'et', HOME, 2)).toHaveLength(2)
  expect(search(places, 'toile', HOME, 8)).toEqual([])
  expect(search(places, 'rue r', HOME, 8)).toEqual([])
  expect(search(places, '  ', HOME, 8)).toEqual([])
})

test('a form gives the place on the grid whatever it was sent, and nothing for what is no place', () => {
  const exact = { kind: 'point', name: '', ...HOME }
  const answer = readAnswer(QUESTION, { 'place-q': JSON.stringify(exact), 'note-q': 'Chez ma sœur.' })
  expect(answer).toMatchObject({ place: { kind: 'point', lon: 2.481, lat: 48.902 }, note: 'Chez ma sœur.' })
  for (const wrong of [
    '',
    '{',
    '[]',
    '{"kind":"home"}',
    JSON.stringify({ ...exact, lat: 91 }),
    JSON.stringify({ ...exact, door: 3 }),
  ])
    expect(placeFrom(wrong)).toBeNull()
  expect(readAnswer({ ...QUESTION, kind: 'open' }, { 'place-q': JSON.stringify(exact) })?.place).toBeNull()
})

test('a place is an answer to a question that asks for one, and to no other', () => {
  const answer = { ...NO_ANSWER, place: givenOf(PARK) }
  expect(wrongIn(QUESTION, answer)).toBeUndefined()
  expect(wrongIn({ ...QUESTION, kind: 'number' }, answer)).toBe('survey.answer-not-offered')
  expect(sameAnswer(answer, NO_ANSWER)).toBe(false)
  expect(sameAnswer(answer, { ...NO_ANSWER, place: givenOf(PARK) })).toBe(true)
})

test('a place is said by its name, a point by what is near or by its corner of the grid', () => {
  const said = (place: KnownPlace | ReturnType<typeof pressed>) =>
    closedAnswerWord({ ...NO_ANSWER, place: kept(place) })
  expect(said(PARK)).toBe('Parc de la Mare')
  expect(said(pressed([STREET], HOME, 0))).toBe('près de\u00a0: Rue de l’Étoile')
  expect(said({ kind: 'point', name: '', ...HOME })).toBe('un point de la carte (48,902 N, 2,481 E)')
})

test('the drawing leaves out bends that nobody sees, keeps corners and rings, and ends before it is too large', () => {
  const bend = [
    { x: 0, y: 0 },
    { x: 50, y: 2 },
    { x: 100, y: 0 },
    { x: 100, y: 80 },
  ]
  expect(straightened(bend)).toEqual([bend[0], bend[2], bend[3]])
  expect(straightened([...bend, { x: 0, y: 0 }])).toEqual([bend[0], bend[2], bend[3], bend[0]])
  const sheet = sheetOf({ centre: HOME })
  const line = { kind: 'street' as const, points: [HOME, { lon: HOME.lon, lat: HOME.lat + 0.001 }] }
  expect(drawingOf([line], sheet, 12)).toMatchObject({ street: 'M0 0l0 -111', green: '' })
  expect(drawingOf([line, line, line], sheet, 5).street).toBe('M0 0l0 -111M0 0l0 -111')
  const { x, y } = sheet.toSheet(PARK)
  expect(sheet.fromSheet({ x, y }).lat).toBeCloseTo(PARK.lat, 9)
})
