/** Of so many labels with about this score, so many were right. */
export interface Labelled {
  readonly score: number
  readonly labels: number
  readonly right: number
}

/** A step function that never falls: from each of `steps` (ascending) on, the share at the same place of `rates`. */
export interface Calibration {
  readonly steps: readonly number[]
  readonly rates: readonly number[]
}

/** With fewer labels a step function would repeat their noise (methods 9.4). */
const fewestLabels = 200

/** Leaves scores as they are. */
export const noCalibration: Calibration = { steps: [], rates: [] }

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955): of all step functions that do not fall with the score, the one
 * nearest to the labels in squared error. Below 200 labels nothing is learned. A rate keeps away from 0 and 1 by half a label, because
 * labels never prove certainty.
 */
export function calibrate(points: readonly Labelled[]): Calibration {
  const labels = points.reduce((sum, point) => sum + point.labels, 0)
  if (labels < fewestLabels) return noCalibration
  const pools = poolViolators(points)
  return {
    steps: pools.map(({ score }) => score),
    rates: pools.map((pool) => (pool.right + 0.5) / (pool.labels + 1)).reduce<number[]>(raise, []),
  }
}

/** Neighbours that fall are pooled until none do; a pool has the score it begins at. */
export function poolViolators(points: readonly Labelled[]): Labelled[] {
  const pools: Labelled[] = []
  for (const point of points.filter(({ labels }) => labels > 0).sort((a, b) => a.score - b.score)) {
    let pool = point
    for (let last = pools.at(-1); last !== undefined && rateOf(last) >= rateOf(pool); last = pools.at(-1)) {
      pools.pop()
      pool = { score: last.score, labels: last.labels + pool.labels, right: last.right + pool.right }
    }
    pools.push(pool)
  }
  return pools
}

const rateOf = ({ labels, right }: Labelled): number => right / labels

/** Half a label can turn two pools of unequal size round; the later one is not let fall. */
const raise = (rates: number[], rate: number): number[] => [...rates, Math.max(rate, rates.at(-1) ?? 0)]
