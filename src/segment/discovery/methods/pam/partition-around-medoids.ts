import type { Distances } from '../../statistics/distances.ts'

export interface Partition {
  /** The subject that stands for each group. */
  readonly medoids: readonly number[]
  readonly labels: Uint8Array
  /** Distances of all to their medoids, added up. */
  readonly total: number
}

/**
 * Kaufman and Rousseeuw's PAM: k subjects are chosen to stand for all (BUILD), then exchanged one by one for whoever lowers the sum of
 * distances most (SWAP), until nobody does. All exchanges for one candidate are weighed in one pass (Schubert and Rousseeuw's FastPAM1),
 * which finds the same. There is no chance in it.
 */
export async function partitionAroundMedoids(
  distances: Distances,
  k: number,
  pause: () => Promise<void>,
): Promise<Partition> {
  const medoids = await build(distances, Math.min(k, distances.size), pause)
  for (;;) {
    const nearness = measureNearness(distances, medoids)
    const swap = await findSwap(distances, medoids, nearness, pause)
    if (swap === undefined) {
      const total = nearness.nearest.reduce((sum, distance) => sum + distance, 0)
      return { medoids, labels: nearness.labels, total }
    }
    medoids[swap.place] = swap.candidate
  }
}

async function build({ size, values }: Distances, k: number, pause: () => Promise<void>): Promise<number[]> {
  const medoids: number[] = []
  const nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  while (medoids.length < k) {
    let [best, least] = [-1, Number.POSITIVE_INFINITY]
    for (let candidate = 0; candidate < size; candidate++) {
      if (medoids.includes(candidate)) continue
      let total = 0
      for (let other = 0, at = candidate * size; other < size; other++, at++)
        total += Math.min(nearest[other] as number, values[at] as number)
      if (total < least) [best, least] = [candidate, total]
      await pause()
    }
    medoids.push(best)
    for (let other = 0; other < size; other++)
      nearest[other] = Math.min(nearest[other] as number, values[best * size + other] as number)
  }
  return medoids
}

interface Nearness {
  readonly labels: Uint8Array
  readonly nearest: Float64Array
  /** To the medoid next nearest. */
  readonly second: Float64Array
}

function measureNearness({ size, values }: Distances, medoids: readonly number[]): Nearness {
  const labels = new Uint8Array(size)
  const nearest = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  const second = new Float64Array(size).fill(Number.POSITIVE_INFINITY)
  for (const [label, medoid] of medoids.entries())
    for (let other = 0; other < size; other++) {
      // A medoid stands for itself, even where another is just as near.
      const distance = other === medoid ? -1 : (values[medoid * size + other] as number)
      if (distance < (nearest[other] as number)) {
        second[other] = nearest[other] as number
        nearest[other] = distance
        labels[other] = label
      } else if (distance < (second[other] as number)) second[other] = distance
    }
  for (const medoid of medoids) nearest[medoid] = 0
  return { labels, nearest, second }
}

/** Smaller gains are rounding. */
const leastGain = 1e-7

async function findSwap(
  { size, values }: Distances,
  medoids: readonly number[],
  { labels, nearest, second }: Nearness,
  pause: () => Promise<void>,
): Promise<{ candidate: number; place: number } | undefined> {
  if (medoids.length < 2) return undefined
  // What taking each medoid away would cost if nobody came for it.
  const losses = new Float64Array(medoids.length)
  for (let other = 0; other < size; other++) {
    const label = labels[other] as number
    losses[label] = (losses[label] as number) + (second[other] as number) - (nearest[other] as number)
  }
  let best: { candidate: number; place: number } | undefined
  let least = -leastGain * size
  for (let candidate = 0; candidate < size; candidate++) {
    if (medoids.includes(candidate)) continue
    const changes = losses.slice()
    let gained = 0
    for (let other = 0, at = candidate * size; other < size; other++, at++) {
      const distance = values[at] as number
      const label = labels[other] as number
      const [near, next] = [nearest[other] as number, second[other] as number]
      if (distance < near) {
        gained += distance - near
        changes[label] = (changes[label] as number) + near - next
      } else if (distance < next) changes[label] = (changes[label] as number) + distance - next
    }
    for (let place = 0; place < medoids.length; place++)
      if ((changes[place] as number) + gained < least) {
        least = (changes[place] as number) + gained
        best = { candidate, place }
      }
    await pause()
  }
  return best
}
