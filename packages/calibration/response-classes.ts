import { CalibrationError } from './calibration-error.ts'

/** Someone who was asked, whether or not they answered. */
export interface Asked {
  readonly answered: boolean
  /** Base weight: 1 ÷ the chance of being asked. 1 unless told. */
  readonly weight?: number
  /** What is known of everyone asked, by feature; the same features for all. */
  readonly known: Readonly<Record<string, string>>
}

/** People taken to be equally likely to answer. */
export interface ResponseClass {
  /** The categories that it holds of each feature that was split; the others are whole. */
  readonly of: Readonly<Record<string, readonly string[]>>
  readonly asked: number
  readonly answered: number
  /** Weighted share of those asked who answered. */
  readonly rate: number
}

export interface ClassRules {
  /** Fewest asked in a class. */
  readonly leastAsked?: number
  /** Fewest who answered in a class: its rate, and so its weights, rest on them. */
  readonly leastAnswered?: number
  /** Most classes. */
  readonly most?: number
  /** Features whose categories have an order: only neighbours are put together. */
  readonly ordered?: Readonly<Record<string, readonly string[]>>
}

/** 95 % of χ² with one degree of freedom: two halves whose rates differ by less are left together. */
const DIFFERENT = 3.841
const USUAL = { leastAsked: 10, leastAnswered: 5, most: 5 }

/**
 * Response homogeneity groups: everyone asked is split in two by the feature and the cut that set the response rates furthest
 * apart (χ²), and again, until no cut is significant, a half would be too small, or there are enough classes. Categories
 * without an order are cut in the order of their rates. The same people give the same classes.
 *
 * @returns the classes, and for each person the number of theirs
 * @throws CalibrationError `no-units` when nobody answered, `bad-weight` when a weight is not above 0
 * @see Särndal, Swensson & Wretman, *Model Assisted Survey Sampling* (1992), section 15.6.2 (response homogeneity groups)
 * @see Kass, *An Exploratory Technique for Investigating Large Quantities of Categorical Data*, Applied Statistics 29 (1980): here with two branches
 */
export function responseClasses(
  people: readonly Asked[],
  rules: ClassRules = {},
): { readonly classes: readonly ResponseClass[]; readonly classOf: Int32Array } {
  if (!people.some(({ answered }) => answered)) throw new CalibrationError('no-units', {}, 'nobody answered')
  for (const { weight = 1 } of people)
    if (!(weight > 0 && weight < Infinity))
      throw new CalibrationError('bad-weight', { weight }, `a weight is ${weight}`)
  const { most, ...least } = { ...USUAL, ...rules }
  const parts: Part[] = [{ members: people.map((_, at) => at), of: {} }]
  while (parts.length < most) {
    const cuts = parts.flatMap((part, at) => {
      const cut = bestCut(people, part, least)
      return cut ? [{ ...cut, at }] : []
    })
    const [best] = cuts.sort((a, b) => b.chiSquare - a.chiSquare)
    if (best === undefined) break
    parts.splice(best.at, 1, best.low, best.high)
  }
  const classOf = new Int32Array(people.length)
  const classes = parts.map(({ members, of }, number) => {
    for (const member of members) classOf[member] = number
    return { of, ...countsOf(people, members) }
  })
  return { classes, classOf }
}

/**
 * Weights of those who answered, carrying those of their class who did not: each weight divided by the weighted response rate of its class.
 *
 * @returns a weight for each person asked, 0 for who did not answer; the sum of each class is kept
 * @throws CalibrationError `empty-category` for a class in which nobody answered
 * @see Lohr, *Sampling: Design and Analysis*, chapter 8 (weighting-class adjustment)
 * @example classWeights([{ answered: true, known: {} }, { answered: false, known: {} }], [0, 0]) // [2, 0]
 */
export function classWeights(people: readonly Asked[], classOf: ArrayLike<number>): Float64Array {
  const asked = new Map<number, number>()
  const answered = new Map<number, number>()
  people.forEach((person, at) => {
    const own = classOf[at] ?? 0
    const weight = person.weight ?? 1
    asked.set(own, (asked.get(own) ?? 0) + weight)
    answered.set(own, (answered.get(own) ?? 0) + (person.answered ? weight : 0))
  })
  for (const [number, sum] of answered)
    if (sum === 0) throw new CalibrationError('empty-category', { class: number }, `nobody of class ${number} answered`)
  return Float64Array.from(people, (person, at) => {
    const own = classOf[at] ?? 0
    return person.answered ? ((person.weight ?? 1) * (asked.get(own) ?? 0)) / (answered.get(own) ?? 1) : 0
  })
}

interface Part {
  members: readonly number[]
  of: Readonly<Record<string, readonly string[]>>
}

type Least = Pick<Required<ClassRules>, 'leastAsked' | 'leastAnswered'> & Pick<ClassRules, 'ordered'>

function bestCut(people: readonly Asked[], part: Part, least: Least) {
  let best: { chiSquare: number; low: Part; high: Part } | undefined
  const features = Object.keys(people[part.members[0] ?? 0]?.known ?? {})
  for (const feature of features) {
    const values = inOrder(people, part.members, feature, least.ordered?.[feature])
    for (let cut = 1; cut < values.length; cut++) {
      const below = new Set(values.slice(0, cut))
      const isLow = (member: number) => below.has(people[member]?.known[feature] ?? '')
      const low = part.members.filter(isLow)
      const high = part.members.filter((member) => !isLow(member))
      const chiSquare = apart(countsOf(people, low), countsOf(people, high), least)
      if (chiSquare <= (best?.chiSquare ?? DIFFERENT)) continue
      const half = (members: readonly number[], own: readonly string[]) => ({
        members,
        of: { ...part.of, [feature]: own },
      })
      best = { chiSquare, low: half(low, values.slice(0, cut)), high: half(high, values.slice(cut)) }
    }
  }
  return best
}

/** Categories in their own order, or else in that of their response rates. */
function inOrder(
  people: readonly Asked[],
  members: readonly number[],
  feature: string,
  order?: readonly string[],
): string[] {
  const byValue = Map.groupBy(members, (member) => people[member]?.known[feature] ?? '')
  const rank = order
    ? (value: string) => order.indexOf(value)
    : (value: string) => countsOf(people, byValue.get(value) ?? []).rate
  return [...byValue.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/** Pearson's χ² of two groups and two outcomes, by heads; 0 when a group is too small to stand alone. */
function apart(low: Counts, high: Counts, { leastAsked, leastAnswered }: Least): number {
  for (const { asked, answered } of [low, high]) if (asked < leastAsked || answered < leastAnswered) return 0
  const answered = low.answered + high.answered
  const silent = low.asked + high.asked - answered
  if (silent === 0) return 0
  const cross = low.answered * (high.asked - high.answered) - high.answered * (low.asked - low.answered)
  return ((low.asked + high.asked) * cross ** 2) / (low.asked * high.asked * answered * silent)
}

type Counts = Pick<ResponseClass, 'asked' | 'answered' | 'rate'>

function countsOf(people: readonly Asked[], members: readonly number[]): Counts {
  let answered = 0
  let weightAsked = 0
  let weightAnswered = 0
  for (const member of members) {
    const person = people[member]
    const weight = person?.weight ?? 1
    weightAsked += weight
    if (!person?.answered) continue
    answered++
    weightAnswered += weight
  }
  return { asked: members.length, answered, rate: weightAsked > 0 ? weightAnswered / weightAsked : 0 }
}
