/** What a computing says of itself while it runs: the least chance lies between two bounds that close on each other. */
export interface Bounds {
  low: number
  high: number
}

export function stepFrom({ low, high }: Bounds): string {
  return `${low.toFixed(6)} ${high.toFixed(6)}`
}

export function boundsFrom(step: string | null): Bounds | undefined {
  const [low, high] = (step ?? '').split(' ').map(Number)
  return low !== undefined && high !== undefined && low >= 0 && high >= low ? { low, high } : undefined
}
