import { type Economics, type Impact, simulateImpact } from './financial-impact.ts'
import { fewestRaters, isComplete, type Rating, type Weighed, weighImportance } from './importance.ts'
import {
  normalShare,
  placeInQuadrants,
  type QuadrantName,
  type Quadrants,
  strongest,
  type Thresholds,
  type Uncertain,
} from './quadrant.ts'
import { findTornado, type Tornado } from './tornado.ts'

/** Fewer people are nobody's statistics. */
const fewestMembers = 5

/** One segment, with everything its place in the matrix rests on. */
export interface Candidate {
  readonly members: number
  /** Members a year before. */
  readonly before: number
  readonly economics: Economics
  readonly giftNames: readonly string[]
  readonly ratings: readonly Rating[]
  /** Share of members reachable in a lawful way. */
  readonly accessible: number
}

export interface Placement {
  /** `undecided`: no quadrant has a probability of 0.7. */
  readonly status: 'ok' | 'undecided' | 'insufficient_data'
  /** Why there is too little, and what would change it. */
  readonly reasons: readonly string[]
  /** Null when the segment is too small. */
  readonly impact: Impact | null
  /** Null with fewer than two raters. */
  readonly importance: Uncertain | null
  readonly raters: number
  readonly quadrant: QuadrantName | null
  readonly probabilities: Quadrants | null
  readonly tornado: Tornado | null
  /** Importance × probability that the impact is above 0 × accessible × growth; null while one of them is not known. */
  readonly attractiveness: number | null
  /** Members now over members a year before, from 0.5 to 2. */
  readonly growth: number
}

/** Impact by simulation; null for a segment that is too small. */
export const findImpact = (
  { members, economics }: Pick<Candidate, 'members' | 'economics'>,
  random: () => number,
): Impact | null => (members < fewestMembers ? null : simulateImpact(economics, random))

/** Where a segment lies in the matrix, how sure that is, and what would settle it. */
export function placeCandidate(
  candidate: Candidate,
  impact: Impact | null,
  weighed: readonly Weighed[],
  thresholds: Thresholds,
): Placement {
  const { members, before, economics, giftNames, accessible } = candidate
  const complete = candidate.ratings.filter((rating) => isComplete(rating, weighed))
  const raters = complete.length
  const canWeigh = weighed.length > 0 && raters >= fewestRaters
  const importance = canWeigh ? weighImportance(complete, weighed) : null
  const growth = before === 0 ? (members === 0 ? 1 : 2) : Math.min(2, Math.max(0.5, members / before))
  const reasons = sayWhatLacks(members, candidate.ratings.length, raters, weighed.length > 0)
  const nothing = { quadrant: null, probabilities: null, tornado: null, attractiveness: null }
  const known = { reasons, impact, importance, raters, growth }
  if (impact === null || importance === null) return { status: 'insufficient_data', ...known, ...nothing }
  const { isDecided, ...probabilities } = placeInQuadrants(impact, importance, thresholds)
  const pays = impact.deviation > 0 ? normalShare(impact.mean / impact.deviation) : impact.mean > 0 ? 1 : 0
  return {
    status: isDecided ? 'ok' : 'undecided',
    ...known,
    quadrant: strongest(probabilities),
    probabilities,
    tornado: findTornado({ economics, ratings: complete, weighed, thresholds, giftNames }),
    attractiveness: importance.mean * pays * accessible * growth,
  }
}

function sayWhatLacks(members: number, rated: number, raters: number, hasCriteria: boolean): string[] {
  return [
    ...(members < fewestMembers
      ? [`It has ${members} known members; with fewer than ${fewestMembers} nothing is said of its worth.`]
      : []),
    ...(hasCriteria
      ? []
      : ['There are no criteria to rate it by: choose a business model, or say your own.']),
    ...(hasCriteria && raters < fewestRaters
      ? [
          `Too little: ${raters} of at least ${fewestRaters} raters have scored it${rated > raters ? `; ${rated - raters} scored it by other criteria than those that hold now` : ''}.`,
        ]
      : []),
  ]
}

/** The middle of all impacts: what a segment has to be above, where nobody said an amount. */
export function medianOf(impacts: readonly (Impact | null)[]): number {
  const means = impacts
    .filter((impact) => impact !== null)
    .map(({ mean }) => mean)
    .sort((one, other) => one - other)
  if (means.length === 0) return 0
  const middle = means.length / 2
  return means.length % 2 === 1
    ? (means[Math.floor(middle)] ?? 0)
    : ((means[middle - 1] ?? 0) + (means[middle] ?? 0)) / 2
}
