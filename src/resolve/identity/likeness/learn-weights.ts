/** Pairs of aliases that reached the same levels with about the same bits. */
export interface Pattern {
  /** A level of each comparison, in a fixed order. */
  readonly levels: readonly string[]
  /** What the levels weigh before anything is learned, in bits. */
  readonly bits: number
  readonly pairs: number
}

/** How often aliases of one person reach a level, as assumed; per comparison, adding up to 1. */
export type Assumed = readonly Readonly<Record<string, number>>[]

export interface Learned {
  /** The share of all pairs of aliases that are one person. */
  readonly prior: number
  /** As assumed, moved towards what the pairs at hand show. */
  readonly shares: readonly Readonly<Record<string, number>>[]
  readonly iterations: number
}

/** So many sure pairs would weigh as much as what is assumed. */
const assumedPairs = 200
const leastChange = 1e-6
const mostIterations = 500
const leastShare = 1e-6

/** In a handful of aliases half of all pairs may be one person; that teaches nothing about the next stranger. */
const mostPrior = 1 / 400

/**
 * Learns by expectation and maximisation how often aliases of one person agree (m) and how many pairs are one person (lambda), while what
 * strangers agree in by chance (u) stays as the rates of names say: with it free, a small community would teach nonsense
 * (methods 3.3). What is assumed acts as pairs seen before. The same patterns teach the same, whatever their order in time.
 *
 * @param pairs how many pairs of aliases there are, compared or not
 * @param sure how many of those that are not among the patterns are one person
 */
export function learnWeights(
  patterns: readonly Pattern[],
  assumed: Assumed,
  { pairs, sure }: { readonly pairs: number; readonly sure: number },
): Learned {
  let prior = clamp((sure + 1) / Math.max(pairs, 1))
  let shares = assumed
  for (let iteration = 1; ; iteration++) {
    const expected = patterns.map((pattern) => pattern.pairs * weigh(pattern, { prior, shares }, assumed))
    const total = expected.reduce((sum, value) => sum + value, 0)
    const next = clamp((total + sure) / Math.max(pairs, 1))
    const nextShares = assumed.map((levels, comparison) => {
      const seen = sumByLevel(patterns, expected, comparison)
      const reached = Object.keys(levels).reduce((sum, level) => sum + (seen.get(level) ?? 0), 0)
      return mapLevels(levels, (share, level) =>
        Math.max(leastShare, (assumedPairs * share + (seen.get(level) ?? 0)) / (assumedPairs + reached)),
      )
    })
    const change = Math.max(
      Math.abs(Math.log(next / prior)),
      ...nextShares.flatMap((levels, comparison) =>
        Object.entries(levels).map(([level, share]) => Math.abs(share - (shares[comparison]?.[level] ?? 0))),
      ),
    )
    prior = next
    shares = nextShares
    if (change < leastChange || iteration === mostIterations) return { prior, shares, iterations: iteration }
  }
}

/** The probability that pairs of a pattern are one person. */
export function weigh(
  { levels, bits }: Pick<Pattern, 'levels' | 'bits'>,
  { prior, shares }: Pick<Learned, 'prior' | 'shares'>,
  assumed: Assumed,
): number {
  const learned = levels.reduce((sum, level, comparison) => {
    const before = assumed[comparison]?.[level]
    const now = shares[comparison]?.[level]
    return before === undefined || now === undefined ? sum : sum + Math.log2(now / before)
  }, 0)
  return 1 / (1 + 2 ** -(Math.log2(prior / (1 - prior)) + bits + learned))
}

function sumByLevel(
  patterns: readonly Pattern[],
  expected: readonly number[],
  comparison: number,
): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [at, { levels }] of patterns.entries()) {
    const level = levels[comparison] ?? ''
    sums.set(level, (sums.get(level) ?? 0) + (expected[at] ?? 0))
  }
  return sums
}

const mapLevels = (
  levels: Readonly<Record<string, number>>,
  change: (share: number, level: string) => number,
): Record<string, number> =>
  Object.fromEntries(Object.entries(levels).map(([level, share]) => [level, change(share, level)]))

const clamp = (share: number): number => Math.min(Math.max(share, 1e-12), mostPrior)
