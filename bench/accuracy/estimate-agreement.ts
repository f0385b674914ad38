/** Pairs that agree, or not, in the same comparisons; undefined where one of the two says nothing. */
export interface AgreementPattern {
  readonly agrees: readonly (boolean | undefined)[]
  readonly pairs: number
}

/** Fellegi and Sunter's model: the share of pairs that match, and how often pairs that match (m) and others (u) agree in each comparison. */
export interface AgreementModel {
  readonly prior: number
  readonly m: readonly number[]
  readonly u: readonly number[]
}

const leastShare = 1e-6

/**
 * Estimates all of the model from counts of patterns alone, by expectation and maximisation, comparisons being independent
 * (methods 3.3). For records that are strangers to each other; people's names are weighed by their rarity instead.
 */
export function estimateAgreement(
  patterns: readonly AgreementPattern[],
  start: AgreementModel,
  { leastChange = 1e-12, mostIterations = 500 } = {},
): AgreementModel {
  const all = patterns.reduce((sum, { pairs }) => sum + pairs, 0)
  let model = start
  for (let iteration = 0; iteration < mostIterations; iteration++) {
    const matching = patterns.map((pattern) => pattern.pairs * weighPattern(pattern.agrees, model))
    const matches = matching.reduce((sum, value) => sum + value, 0)
    const estimate = (weights: readonly number[]): number[] =>
      model.m.map((_, at) => {
        const [agreeing, told] = sumTold(patterns, weights, at)
        return Math.min(Math.max(agreeing / told, leastShare), 1 - leastShare)
      })
    const strangers = patterns.map(({ pairs }, row) => pairs - (matching[row] ?? 0))
    const next = {
      prior: matches / all,
      m: estimate(matching),
      u: estimate(strangers),
    }
    const change = Math.max(
      Math.abs(next.prior - model.prior),
      ...next.m.map((value, at) => Math.abs(value - (model.m[at] ?? 0))),
      ...next.u.map((value, at) => Math.abs(value - (model.u[at] ?? 0))),
    )
    model = next
    if (change < leastChange) break
  }
  return model
}

/** How many pairs agree in a comparison, and how many say anything there. */
function sumTold(
  patterns: readonly AgreementPattern[],
  weights: readonly number[],
  at: number,
): readonly [agreeing: number, told: number] {
  let [agreeing, told] = [0, 0]
  for (const [row, { agrees }] of patterns.entries()) {
    if (agrees[at] === undefined) continue
    told += weights[row] ?? 0
    if (agrees[at]) agreeing += weights[row] ?? 0
  }
  return [agreeing, told]
}

/** The probability that a pair with this pattern matches. */
export function weighPattern(agrees: readonly (boolean | undefined)[], model: AgreementModel): number {
  const bits = agrees.reduce<number>(
    (sum, does, at) => (does === undefined ? sum : sum + weighAgreement(does, at, model)),
    0,
  )
  return 1 / (1 + 2 ** -(Math.log2(model.prior / (1 - model.prior)) + bits))
}

/** The weight in bits of agreeing, or not, in one comparison. */
export function weighAgreement(agrees: boolean, at: number, { m, u }: AgreementModel): number {
  const [match = 0, stranger = 0] = [m[at], u[at]]
  return agrees ? Math.log2(match / stranger) : Math.log2((1 - match) / (1 - stranger))
}
