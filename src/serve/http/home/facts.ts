import type { StageFreshness } from '../../jobs/stage-freshness.ts'
import type { Home, Source } from '../contract.ts'
import type { MonthWindows } from './month-span.ts'

export type Sentence = Home['sentences'][number]

/** What the sentences of the first page are made of. */
export interface HomeFacts {
  readonly counts: Omit<Home['counts'], 'sources'>
  readonly ladder: readonly Pick<Home['ladder'][number], 'state' | 'people'>[]
  readonly seen: Home['waterline']
  readonly flow: Home['flow']
  readonly contribution: Home['contribution']
  /** People who changed any lines. */
  readonly contributors: number
  readonly sources: readonly Source[]
  readonly stages: readonly StageFreshness[]
  readonly active: MonthWindows & { readonly later: number; readonly earlier: number }
  readonly top: { readonly events: number; readonly top: readonly number[] }
  /** Pairs of people who may be one, and wait for somebody to decide. */
  readonly toReview: number
  readonly now: Date
  readonly asOf: Date | undefined
}
