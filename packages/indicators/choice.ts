import type { Theme } from './indicator.ts'

interface Choosable {
  readonly theme: Theme
  readonly family: string
  readonly indicator: string
  readonly strength: number
}

/** The strongest fact of each family, strongest first; equals in the order given. */
export function bestPerFamily<Fact extends Choosable>(facts: readonly Fact[]): Fact[] {
  const byStrength = [...facts].sort((a, b) => b.strength - a.strength)
  const seen = new Set<string>()
  return byStrength.filter(({ theme, family }) => {
    const key = `${theme} ${family}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** Takes the themes in turn, beginning with the one whose best fact is strongest, until `most` facts are taken. */
export function inBalance<Fact extends Choosable>(byStrength: readonly Fact[], most: number): Fact[] {
  const queues = new Map<Theme, Fact[]>()
  for (const fact of byStrength) queues.set(fact.theme, [...(queues.get(fact.theme) ?? []), fact])
  const rounds = Math.max(0, ...[...queues.values()].map((queue) => queue.length))
  const taken = Array.from({ length: rounds }, (_, round) =>
    [...queues.values()].flatMap((queue) => queue[round] ?? []),
  )
  return taken.flat().slice(0, most)
}
