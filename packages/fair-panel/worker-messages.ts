/** What the thread that computes and the thread that asks say to each other. */
import type { Progress } from './fairest.ts'
import type { Lottery, LotteryOptions } from './lottery.ts'
import type { PanelErrorCode, PanelErrorDetails } from './panel-error.ts'
import type { Problem } from './problem.ts'

/** Given as `workerData`: one thread answers one question. */
export interface Question {
  problem: Problem
  options: Omit<LotteryOptions, 'signal' | 'onProgress'>
  /** One shared 32-bit number: not 0 asks the computation to stop, even while it is inside a loop. */
  stop: SharedArrayBuffer
}

export type Answer =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'lottery'; lottery: Lottery }
  | { kind: 'refused'; code: PanelErrorCode; details: PanelErrorDetails; message: string }
