import { fitLeastSquares, solve } from './least-squares.ts'
import { drawBelow, seedRandom } from './random.ts'

/** A market of `m`, of whom a share `p` adopts by itself in a period and a share `q` by imitation (Bass 1969). */
export interface Bass {
  readonly m: number
  readonly p: number
  readonly q: number
}

export interface BassFit extends Bass {
  readonly standardErrors: Bass
  /** Of the residuals, in adopters, and the degrees of freedom. */
  readonly residualError: number
  readonly freedom: number
}

/** The share of the market that has adopted after `t` periods. */
export function shareAdopted({ p, q }: Bass, t: number): number {
  const fading = Math.exp(-(p + q) * t)
  return (1 - fading) / (1 + (q / p) * fading)
}

/** After how many periods a share of the market has adopted. */
export const periodsUntil = ({ p, q }: Bass, share: number): number =>
  -Math.log((1 - share) / (1 + (share * q) / p)) / (p + q)

/** The period in which most adopt. */
export const peakOf = ({ p, q }: Bass): number => Math.log(q / p) / (p + q)

/** Adopters in each of so many periods. */
export const adoptersBy = (bass: Bass, periods: number): number[] =>
  Array.from(
    { length: periods },
    (_unused, at) => bass.m * (shareAdopted(bass, at + 1) - shareAdopted(bass, at)),
  )

/** Adopters per period at the end of each of so many periods. */
export const ratesBy = ({ m, p, q }: Bass, periods: number): number[] =>
  Array.from({ length: periods }, (_unused, at) => {
    const fading = Math.exp(-(p + q) * (at + 1))
    return (m * ((p + q) ** 2 / p) * fading) / (1 + (q / p) * fading) ** 2
  })

/** Bass's own regression of adopters on those before; undefined where it describes no market. For a start only. */
export function regressBass(adopters: readonly number[]): (Bass & { coefficients: number[] }) | undefined {
  let before = 0
  const scale = adopters.reduce((sum, value) => sum + value, 0)
  const rows = adopters.map((value) => {
    const row = [1, before / scale, (before / scale) ** 2]
    before += value
    return row
  })
  const products = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0)),
  )
  const right = [0, 1, 2].map((i) =>
    rows.reduce((sum, row, at) => sum + (row[i] ?? 0) * (adopters[at] ?? 0), 0),
  )
  const solved = solve(products, right)
  if (solved === undefined) return undefined
  const [a = 0, b = 0, c = 0] = solved.map((value, at) => value / scale ** at)
  const discriminant = b * b - 4 * a * c
  if (c >= 0 || discriminant < 0 || a <= 0) return undefined
  const m = (-b - Math.sqrt(discriminant)) / (2 * c)
  return { m, p: a / m, q: -c * m, coefficients: [a, b, c] }
}

/**
 * Nonlinear least squares (Srinivasan and Mason 1986) on the logarithms of m, p and q, the best of five starts; undefined when none comes to
 * rest. `curve` is `adoptersBy` or, for comparison with published values, `ratesBy`.
 */
export function fitBass(
  adopters: readonly number[],
  curve: (bass: Bass, periods: number) => number[] = adoptersBy,
  starts: readonly Bass[] = startsFor(adopters),
): BassFit | undefined {
  const residuals = (logs: readonly number[]): number[] => {
    const expected = curve(fromLogs(logs), adopters.length)
    return adopters.map((value, at) => (expected[at] ?? 0) - value)
  }
  const fits = starts
    .map(({ m, p, q }) => fitLeastSquares(residuals, [m, p, q].map(Math.log)))
    .filter((fit) => fit !== undefined)
  const [best] = fits.sort((one, other) => one.squares - other.squares)
  if (best === undefined) return undefined
  const bass = fromLogs(best.parameters)
  const freedom = adopters.length - 3
  const residualError = Math.sqrt(best.squares / freedom)
  const errorOf = (value: number, at: number): number =>
    value * residualError * Math.sqrt(best.spread[at]?.[at] ?? Number.POSITIVE_INFINITY)
  const standardErrors = { m: errorOf(bass.m, 0), p: errorOf(bass.p, 1), q: errorOf(bass.q, 2) }
  return { ...bass, standardErrors, residualError, freedom }
}

const fromLogs = ([m = 0, p = 0, q = 0]: readonly number[]): Bass => ({
  m: Math.exp(m),
  p: Math.exp(p),
  q: Math.exp(q),
})

function startsFor(adopters: readonly number[]): Bass[] {
  const seen = adopters.reduce((sum, value) => sum + value, 0)
  const pace = 10 / adopters.length
  const guesses = [
    { m: seen * 1.1, p: 0.01 * pace, q: 0.6 * pace },
    { m: seen * 1.5, p: 0.01 * pace, q: 0.4 * pace },
    { m: seen * 2, p: 0.03 * pace, q: 0.4 * pace },
    { m: seen * 4, p: 0.003 * pace, q: 0.5 * pace },
  ]
  return [regressBass(adopters) ?? { m: seen * 1.05, p: 0.03 * pace, q: 0.1 * pace }, ...guesses]
}

/** The middle 95 % of `m` over fits to what was expected plus residuals drawn anew (residual bootstrap). */
export async function boundMarket(
  adopters: readonly number[],
  fit: Bass,
  draws: number,
  pause: () => Promise<void>,
): Promise<readonly [number, number]> {
  const random = seedRandom(20_070_101)
  const expected = adoptersBy(fit, adopters.length)
  const residuals = adopters.map((value, at) => value - (expected[at] ?? 0))
  const markets: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    await pause()
    const drawn = expected.map((value) =>
      Math.max(0, value + (residuals[drawBelow(random, residuals.length)] ?? 0)),
    )
    const again = fitBass(drawn, adoptersBy, [fit])
    if (again !== undefined) markets.push(again.m)
  }
  markets.sort((one, other) => one - other)
  const at = (share: number): number => markets[Math.round(share * (markets.length - 1))] ?? Number.NaN
  return [at(0.025), at(0.975)]
}
