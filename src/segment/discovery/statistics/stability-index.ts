/** Shares of nobody cannot be compared by their ratio; they count as one in ten thousand. */
const least = 1e-4

/** Population stability index of two ways a population divides into the same groups: Σ (b − a) ln(b / a). */
export function measureShift(before: readonly number[], after: readonly number[]): number {
  return before.reduce((sum, share, at) => {
    const [a, b] = [Math.max(share, least), Math.max(after[at] ?? 0, least)]
    return sum + (b - a) * Math.log(b / a)
  }, 0)
}

export const judgeShift = (index: number): 'stable' | 'watch' | 'rebuild' =>
  index < 0.1 ? 'stable' : index <= 0.25 ? 'watch' : 'rebuild'
