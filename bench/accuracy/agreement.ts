/** How well one grouping of things agrees with another that is true. */
export interface Agreement {
  readonly pairs: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly cubed: { readonly precision: number; readonly recall: number; readonly f1: number }
  readonly exact: number
  readonly adjustedRand: number
}

/**
 * Pairwise and B-cubed precision and recall, the share of true groups found exactly, and the adjusted Rand index (methods 3.5).
 * Both lists name the group of each thing, in the same order.
 */
export function compareGroupings(truth: readonly string[], found: readonly string[]): Agreement {
  const trueSizes = countEach(truth)
  const foundSizes = countEach(found)
  const shared = countEach(truth.map((group, at) => `${group}\u0000${found[at] ?? ''}`))
  const right = sumPairs(shared)
  const [inTruth, inFound] = [sumPairs(trueSizes), sumPairs(foundSizes)]
  const precision = right / inFound
  const recall = right / inTruth
  let [cubedPrecision, cubedRecall, exact] = [0, 0, 0]
  for (const [key, both] of shared) {
    const [group = '', place = ''] = key.split('\u0000')
    const [size, foundSize] = [trueSizes.get(group) ?? 0, foundSizes.get(place) ?? 0]
    cubedPrecision += both ** 2 / foundSize
    cubedRecall += both ** 2 / size
    if (both === size && both === foundSize) exact++
  }
  const things = truth.length
  const chance = (inTruth * inFound) / ((things * (things - 1)) / 2)
  const cubed = { precision: cubedPrecision / things, recall: cubedRecall / things }
  return {
    pairs: inTruth,
    precision,
    recall,
    f1: harmonise(precision, recall),
    cubed: { ...cubed, f1: harmonise(cubed.precision, cubed.recall) },
    exact: exact / trueSizes.size,
    adjustedRand: (right - chance) / ((inTruth + inFound) / 2 - chance),
  }
}

const harmonise = (precision: number, recall: number): number =>
  (2 * precision * recall) / (precision + recall)

function countEach(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

function sumPairs(sizes: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const size of sizes.values()) sum += (size * (size - 1)) / 2
  return sum
}
