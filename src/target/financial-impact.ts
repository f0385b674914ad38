import { drawFrom, type Triangle } from './triangle.ts'

/** Something a segment gives: how often, how many hours it would take to replace one, and how much of it would not have come anyway (0 to 1). */
export interface Gift {
  readonly count: Triangle
  readonly hours: Triangle
  readonly attributable: Triangle
}

/** What a segment brings and costs in twelve months; money in the minor unit of one currency. */
export interface Economics {
  readonly members: number
  /** Of one member who pays. */
  readonly revenue: Triangle
  /** The share of members who pay. */
  readonly conversion: Triangle
  /** What an hour of ours costs with all that comes with it. */
  readonly hourlyRate: Triangle
  readonly gifts: readonly Gift[]
  readonly programCost: Triangle
  readonly supportCost: Triangle
}

export interface Impact {
  readonly mean: number
  readonly deviation: number
  /** 5th, 50th and 95th percentile. */
  readonly percentiles: readonly [number, number, number]
}

/**
 * Financial impact by simulation: members × conversion × revenue + Σ count × hours × hourly rate × attributable − costs, every figure drawn
 * from its triangle, independently; the rate once for all that is replaced. `random` gives numbers in [0, 1).
 * Throws a RangeError for a triangle out of order.
 */
export function simulateImpact(economics: Economics, random: () => number, draws = 10_000): Impact {
  const { members, revenue, conversion, hourlyRate, gifts, programCost, supportCost } = economics
  const results = new Float64Array(draws)
  for (let at = 0; at < draws; at++) {
    let hours = 0
    for (const { count, hours: each, attributable } of gifts)
      hours += drawFrom(count, random) * drawFrom(each, random) * drawFrom(attributable, random)
    results[at] =
      members * drawFrom(revenue, random) * drawFrom(conversion, random) +
      hours * drawFrom(hourlyRate, random) -
      drawFrom(programCost, random) -
      drawFrom(supportCost, random)
  }
  results.sort()
  const mean = results.reduce((sum, one) => sum + one, 0) / draws
  const variance = results.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, draws - 1)
  const percentile = (share: number): number => results[Math.round(share * (draws - 1))] ?? 0
  return {
    mean,
    deviation: Math.sqrt(variance),
    percentiles: [percentile(0.05), percentile(0.5), percentile(0.95)],
  }
}
