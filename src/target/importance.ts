import type { Uncertain } from './quadrant.ts'

/** One person's scores of a segment, each from 0 to 4, by criterion. */
export interface Rating {
  readonly rater: string
  readonly scores: Readonly<Record<string, number>>
}

export interface Weighed {
  readonly name: string
  /** They add up to 1. */
  readonly weight: number
}

/** With fewer, their spread says nothing. */
export const fewestRaters = 2
export const highestScore = 4

/**
 * Strategic importance from 0 to 1, and its spread: what raters disagree by, and what whole points are too coarse for (a score stands for
 * half a point around it). Every rating has to score every criterion.
 */
export function weighImportance(ratings: readonly Rating[], weighed: readonly Weighed[]): Uncertain {
  const means = ratings.map(({ scores }) =>
    weighed.reduce((sum, { name, weight }) => sum + (weight * (scores[name] ?? 0)) / highestScore, 0),
  )
  const mean = means.reduce((sum, one) => sum + one, 0) / Math.max(1, means.length)
  const between =
    means.length < 2 ? 0 : means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (means.length - 1)
  const coarse = weighed.reduce((sum, { weight }) => sum + (weight / highestScore) ** 2 / 12, 0)
  return { mean, deviation: Math.sqrt(between + coarse) }
}

/** Whether a rating can be used: each criterion has its score. */
export const isComplete = ({ scores }: Rating, weighed: readonly Weighed[]): boolean =>
  weighed.every(({ name }) => scores[name] !== undefined)
