import type { Network } from './network.ts'

/** One trip on one day: a rank in `Network.trips`, and what to add to its times. */
export interface Ride {
  readonly trip: number
  readonly shift: number
}

/**
 * Splits rides over the same stops into chains within which each ride is, at every call, no earlier than the one before
 * it: an express that overtakes an omnibus starts a chain of its own. Each ride joins the first chain that it can follow.
 */
export function withoutOvertaking(network: Network, rides: readonly Ride[]): Ride[][] {
  const chains: Ride[][] = []
  const inOrder = [...rides].sort(
    (a, b) => begins(network, a) - begins(network, b) || ends(network, a) - ends(network, b),
  )
  for (const ride of inOrder) {
    const chain = chains.find((one) => follows(network, one.at(-1), ride))
    if (chain) chain.push(ride)
    else chains.push([ride])
  }
  return chains
}

function begins({ trips }: Network, { trip, shift }: Ride): number {
  return (trips[trip]?.departures[0] ?? 0) + shift
}

function ends({ trips }: Network, { trip, shift }: Ride): number {
  return (trips[trip]?.arrivals.at(-1) ?? 0) + shift
}

function follows({ trips }: Network, before: Ride | undefined, after: Ride): boolean {
  const [first, second] = [trips[before?.trip ?? -1], trips[after.trip]]
  if (!before || !first || !second) return false
  const gap = after.shift - before.shift
  const isNoEarlier = (times: Int32Array, than: Int32Array) =>
    times.every((time, call) => time + gap >= (than[call] ?? 0))
  return isNoEarlier(second.arrivals, first.arrivals) && isNoEarlier(second.departures, first.departures)
}
