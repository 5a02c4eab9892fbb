/** What a lottery is computed from, and what comes back: the words that the room and the worker share. */
import type { Objective } from './panels.server.ts'
import type { Change } from './typed-quotas.ts'

export interface LotteryCell {
  feature: string
  value: string
  minimum: number
  maximum: number
}

export interface LotteryTask {
  /** In a fixed order: positions in the answer count from 0 in it. */
  people: { values: readonly string[]; household: string }[]
  features: readonly string[]
  quotas: readonly LotteryCell[]
  size: number
  objective: Objective | string
  onePerHousehold: boolean
}

export interface Lottery {
  /** Numbered panels: ascending positions. */
  panels: number[][]
  /** Least chance before rounding to numbered panels. */
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
  /** People whom no panel within the quotas can hold. */
  uncoverable: number
}
