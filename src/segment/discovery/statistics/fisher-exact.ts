/** Counts of a population: all, those with a trait, those in a group, and those in the group with the trait. */
export interface Overlap {
  readonly all: number
  readonly trait: number
  readonly group: number
  readonly both: number
}

/**
 * Fisher's exact test, two-sided: how likely an overlap at least as unlikely as this one is when trait and group have nothing to do
 * with each other. As R's `fisher.test`; what is below 1e-300 comes out as 0.
 */
export function testOverlap({ all, trait, group, both }: Overlap): number {
  const lowest = Math.max(0, trait + group - all)
  const highest = Math.min(trait, group)
  if (lowest >= highest) return 1
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((trait + 1) * (group + 1)) / (all + 2))))
  // Each probability follows from its neighbour; from the mode outwards they only fall, until they no longer count.
  const up = (at: number): number =>
    ((trait - at) * (group - at)) / ((at + 1) * (all - trait - group + at + 1))
  const weights = [{ at: mode, weight: 1 }]
  for (let at = mode, weight = 1; at < highest && weight > 1e-300; at++) {
    weight *= up(at)
    weights.push({ at: at + 1, weight })
  }
  for (let at = mode, weight = 1; at > lowest && weight > 1e-300; at--) {
    weight /= up(at - 1)
    weights.push({ at: at - 1, weight })
  }
  const seen = weights.find(({ at }) => at === both)?.weight ?? 0
  let total = 0
  let extreme = 0
  for (const { weight } of weights) {
    total += weight
    if (weight <= seen * (1 + 1e-7)) extreme += weight
  }
  return Math.min(1, extreme / total)
}
