/** A figure with its uncertainty, taken to be normal. */
export interface Uncertain {
  readonly mean: number
  readonly deviation: number
}

export interface Thresholds {
  /** In the minor unit of money. */
  readonly impact: number
  /** From 0 to 1. */
  readonly importance: number
}

/** Names of the quadrants (methods 7): `catalysts` is Steger and Onetti's, the others are ours. */
export interface Quadrants {
  readonly cash: number
  readonly strategic: number
  readonly periphery: number
  readonly catalysts: number
}

export const quadrantNames = ['cash', 'strategic', 'periphery', 'catalysts'] as const
export type QuadrantName = (typeof quadrantNames)[number]

/** The likeliest quadrant. */
export const strongest = (quadrants: Quadrants): QuadrantName =>
  quadrantNames.reduce((best, name) => (quadrants[name] > quadrants[best] ? name : best))

/** Less likely than this, it is undecided. */
const decided = 0.7

/** How likely a segment lies in each quadrant; impact and importance are independent. */
export function placeInQuadrants(
  impact: Uncertain,
  importance: Uncertain,
  thresholds: Thresholds,
): Quadrants & { readonly isDecided: boolean } {
  const pays = shareAbove(impact, thresholds.impact)
  const matters = shareAbove(importance, thresholds.importance)
  const quadrants: Quadrants = {
    cash: pays * (1 - matters),
    strategic: pays * matters,
    periphery: (1 - pays) * (1 - matters),
    catalysts: (1 - pays) * matters,
  }
  return { ...quadrants, isDecided: Math.max(...Object.values(quadrants)) >= decided }
}

const shareAbove = ({ mean, deviation }: Uncertain, threshold: number): number =>
  deviation > 0 ? normalShare((mean - threshold) / deviation) : mean >= threshold ? 1 : 0

/** The share of a normal distribution below `z` standard deviations: by its series in the middle, by a continued fraction in the tails. */
export function normalShare(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  if (Math.abs(z) > 38) return z > 0 ? 1 : 0
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (Math.abs(z) < 4) {
    let [term, sum] = [z, z]
    for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
      term *= (z * z) / odd
      sum += term
    }
    return 0.5 + density * sum
  }
  let fraction = 0
  for (let step = 60; step > 0; step--) fraction = step / (Math.abs(z) + fraction)
  const tail = density / (Math.abs(z) + fraction)
  return z > 0 ? 1 - tail : tail
}
