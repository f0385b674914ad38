import type { Economics } from './financial-impact.ts'
import { meanOf, type Triangle } from './triangle.ts'

interface Moments {
  readonly mean: number
  readonly variance: number
}

/** Mean and variance of financial impact as formulas give them: what simulation comes near to, fast enough to ask what if. */
export function findMoments(economics: Economics): Moments {
  const { members, revenue, conversion, hourlyRate, gifts, programCost, supportCost } = economics
  const paid = scale(multiply([revenue, conversion].map(ofTriangle)), members)
  const hours = gifts
    .map(({ count, hours: each, attributable }) => multiply([count, each, attributable].map(ofTriangle)))
    .reduce(add, { mean: 0, variance: 0 })
  const replaced = multiply([hours, ofTriangle(hourlyRate)])
  const costs = add(ofTriangle(programCost), ofTriangle(supportCost))
  return add(add(paid, replaced), scale(costs, -1))
}

const ofTriangle = (triangle: Triangle): Moments => {
  const { low, mode, high } = triangle
  const spread = low ** 2 + mode ** 2 + high ** 2 - low * mode - low * high - mode * high
  return { mean: meanOf(triangle), variance: Math.max(0, spread / 18) }
}
const add = (one: Moments, other: Moments): Moments => ({
  mean: one.mean + other.mean,
  variance: one.variance + other.variance,
})
const scale = ({ mean, variance }: Moments, by: number): Moments => ({
  mean: mean * by,
  variance: variance * by ** 2,
})

/** Of a product of independent figures. */
function multiply(factors: readonly Moments[]): Moments {
  const mean = factors.reduce((product, factor) => product * factor.mean, 1)
  const squares = factors.reduce((product, factor) => product * (factor.variance + factor.mean ** 2), 1)
  return { mean, variance: Math.max(0, squares - mean ** 2) }
}
