import type { Economics, Gift } from './financial-impact.ts'
import { type Rating, type Weighed, weighImportance } from './importance.ts'
import { findMoments } from './moments.ts'
import { placeInQuadrants, type QuadrantName, strongest, type Thresholds } from './quadrant.ts'
import { exactly, type Triangle } from './triangle.ts'

/** What a segment is placed by. */
export interface Grounds {
  readonly economics: Economics
  readonly ratings: readonly Rating[]
  readonly weighed: readonly Weighed[]
  readonly thresholds: Thresholds
  /** Names of the gifts, in their order. */
  readonly giftNames: readonly string[]
}

/** One figure or criterion: how likely the likeliest quadrant would be, were it known to be at its lowest or highest. */
export interface Blade {
  /** e.g. `revenue`, `values.answers.count`, `criteria.fit`. */
  readonly factor: string
  readonly low: number
  readonly high: number
}

export interface Tornado {
  readonly quadrant: QuadrantName
  readonly now: number
  /** What would move it most comes first. */
  readonly blades: readonly Blade[]
}

const most = 8
const least = 0.005

/** What would settle in which quadrant a segment lies: each uncertain thing, known at either of its ends while all else stays as it is. */
export function findTornado(grounds: Grounds): Tornado {
  const likely = place(grounds)
  const quadrant = strongest(likely)
  const share = (changed: Partial<Grounds>): number => place({ ...grounds, ...changed })[quadrant]
  const blades = [
    ...figuresOf(grounds).map(({ factor, triangle, put }) => ({
      factor,
      low: share({ economics: put(exactly(triangle.low)) }),
      high: share({ economics: put(exactly(triangle.high)) }),
    })),
    ...grounds.weighed.map(({ name }) => {
      const scores = grounds.ratings.map((rating) => rating.scores[name] ?? 0)
      const agree = (score: number): readonly Rating[] =>
        grounds.ratings.map((rating) => ({ ...rating, scores: { ...rating.scores, [name]: score } }))
      return {
        factor: `criteria.${name}`,
        low: share({ ratings: agree(Math.min(...scores)) }),
        high: share({ ratings: agree(Math.max(...scores)) }),
      }
    }),
  ]
  const now = likely[quadrant]
  const swing = ({ low, high }: Blade): number => Math.max(Math.abs(low - now), Math.abs(high - now))
  return {
    quadrant,
    now,
    blades: blades
      .filter((blade) => swing(blade) >= least)
      .sort((one, other) => swing(other) - swing(one) || (one.factor < other.factor ? -1 : 1))
      .slice(0, most),
  }
}

function place({ economics, ratings, weighed, thresholds }: Grounds) {
  const { mean, variance } = findMoments(economics)
  const impact = { mean, deviation: Math.sqrt(variance) }
  return placeInQuadrants(impact, weighImportance(ratings, weighed), thresholds)
}

interface Figure {
  readonly factor: string
  readonly triangle: Triangle
  readonly put: (triangle: Triangle) => Economics
}

function figuresOf({ economics, giftNames }: Grounds): Figure[] {
  const whole = (['revenue', 'conversion', 'hourlyRate', 'programCost', 'supportCost'] as const).map(
    (factor): Figure => ({
      factor,
      triangle: economics[factor],
      put: (triangle) => ({ ...economics, [factor]: triangle }),
    }),
  )
  const given = economics.gifts.flatMap((gift, at) =>
    (['count', 'hours', 'attributable'] as const).map(
      (part): Figure => ({
        factor: `values.${giftNames[at] ?? at}.${part}`,
        triangle: gift[part],
        put: (triangle) => ({
          ...economics,
          gifts: economics.gifts.map(
            (one, index): Gift => (index === at ? { ...one, [part]: triangle } : one),
          ),
        }),
      }),
    ),
  )
  return [...whole, ...given].filter(({ triangle }) => triangle.low < triangle.high)
}
