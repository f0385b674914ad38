/** What would come out by chance (Saaty), for 3 to 10 criteria; two can never contradict each other. */
const chanceIndices = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]
const most = 0.1

export interface Priorities {
  /** How much each criterion counts; they add up to 1. */
  readonly weights: readonly number[]
  /** The largest eigenvalue: the number of criteria when nothing contradicts. */
  readonly eigenvalue: number
  /** How far the comparisons contradict each other, against comparisons made by chance. */
  readonly ratio: number
  /** Whether they agree well enough to be used: a ratio of at most 0.10. */
  readonly isConsistent: boolean
  /** Of two criteria, by their places: what the others make one expect of them instead. */
  readonly doubtful: { readonly row: number; readonly column: number; readonly expected: number }
}

/**
 * Weights of criteria from comparing them two by two (AHP): `upper` holds how many times as important each criterion is as each one after
 * it, row by row. The principal eigenvector. Throws a RangeError for anything but a triangle of 2 to 10 criteria of positive numbers.
 */
export function weighCriteria(upper: readonly (readonly number[])[]): Priorities {
  const count = upper.length + 1
  const isTriangle = upper.every((row, at) => row.length === count - 1 - at)
  if (count < 2 || count > 10 || !isTriangle)
    throw new RangeError('Criteria are compared as a triangle of 2 to 10 of them.')
  if (!upper.every((row) => row.every((times) => times > 0 && Number.isFinite(times))))
    throw new RangeError('How many times as important one is as another is a positive number.')
  const times = (row: number, column: number): number =>
    row === column
      ? 1
      : row < column
        ? (upper[row]?.[column - row - 1] ?? 1)
        : 1 / (upper[column]?.[row - column - 1] ?? 1)
  let weights = new Array<number>(count).fill(1 / count)
  let eigenvalue = count
  for (let round = 0; round < 1000; round++) {
    const product = weights.map((_, row) =>
      weights.reduce((sum, weight, column) => sum + weight * times(row, column), 0),
    )
    const next = product.reduce((sum, one) => sum + one, 0)
    weights = product.map((one) => one / next)
    if (Math.abs(next - eigenvalue) < 1e-14 * next && round > 20) break
    eigenvalue = next
  }
  const ratio = count < 3 ? 0 : (eigenvalue - count) / (count - 1) / (chanceIndices[count] ?? 1)
  return { weights, eigenvalue, ratio, isConsistent: ratio <= most, doubtful: findDoubtful(weights, times) }
}

/** The comparison that disagrees most with what all others together say. */
function findDoubtful(
  weights: readonly number[],
  times: (row: number, column: number) => number,
): Priorities['doubtful'] {
  let worst = { row: 0, column: 1, expected: 1, gap: -1 }
  for (let row = 0; row < weights.length; row++)
    for (let column = row + 1; column < weights.length; column++) {
      const expected = (weights[row] ?? 1) / (weights[column] ?? 1)
      const gap = Math.abs(Math.log(times(row, column) / expected))
      if (gap > worst.gap) worst = { row, column, expected, gap }
    }
  const { row, column, expected } = worst
  return { row, column, expected }
}
