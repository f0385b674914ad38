/** What is known of a figure: it lies between `low` and `high`, most likely at `mode`. */
export interface Triangle {
  readonly low: number
  readonly mode: number
  readonly high: number
}

/** Something a segment gives: how often, what it would cost to replace one, and how much of it would not have come anyway (0 to 1). */
export interface Gift {
  readonly count: Triangle
  readonly cost: Triangle
  readonly attributable: Triangle
}

/** What a segment brings and costs in twelve months, in the minor unit of one currency. */
export interface Economics {
  readonly revenue: Triangle
  readonly conversion: Triangle
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
 * Financial impact by simulation: revenue × conversion + Σ count × cost × attributable − costs, every figure drawn from its triangle,
 * independently. `random` gives numbers in [0, 1). Throws a RangeError for a triangle out of order.
 */
export function simulateImpact(
  { revenue, conversion, gifts, programCost, supportCost }: Economics,
  random: () => number,
  draws = 10_000,
): Impact {
  const results = new Float64Array(draws)
  for (let at = 0; at < draws; at++) {
    let sum = draw(revenue, random) * draw(conversion, random)
    for (const { count, cost, attributable } of gifts)
      sum += draw(count, random) * draw(cost, random) * draw(attributable, random)
    results[at] = sum - draw(programCost, random) - draw(supportCost, random)
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

/** From a triangular distribution, by its inverse. */
function draw({ low, mode, high }: Triangle, random: () => number): number {
  if (!(low <= mode && mode <= high)) throw new RangeError(`${low}, ${mode}, ${high} is no triangle.`)
  if (low === high) return low
  const share = random()
  const turn = (mode - low) / (high - low)
  return share < turn
    ? low + Math.sqrt(share * (high - low) * (mode - low))
    : high - Math.sqrt((1 - share) * (high - low) * (high - mode))
}
