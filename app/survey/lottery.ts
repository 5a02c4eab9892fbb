/** What a lottery is computed from, and what comes back: the words that the room and the solver's thread share. */
import type { Change } from './typed-quotas.ts'

export interface LotteryCell {
  feature: string
  value: string
  minimum: number
  maximum: number
}

export interface LotteryTask {
  /** In a fixed order: positions in the answer count from 0 in it. */
  people: readonly { values: readonly string[]; household: string }[]
  features: readonly string[]
  quotas: readonly LotteryCell[]
  size: number
  objective: string
  onePerHousehold: boolean
}

export interface Lottery {
  /** Numbered panels: ascending positions. */
  panels: number[][]
  /** Least chance that the quotas allow, before rounding to numbered panels. */
  optimum: number
  algorithm: string
  seconds: number
}

export interface Feasibility {
  feasible: boolean
  /** Categories that cannot hold together. */
  conflict: { feature: string; value: string }[]
  /** Smallest ways out, the smallest first. */
  relaxations: Change[][]
}

export type Question = { kind: 'feasibility'; task: LotteryTask } | { kind: 'lottery'; task: LotteryTask; seed: string }

export type Answer =
  | { kind: 'feasibility'; feasibility: Feasibility }
  | { kind: 'lottery'; lottery: Omit<Lottery, 'seconds'> }
  | { kind: 'bounds'; low: number; high: number }
  | { kind: 'fault'; message: string }
