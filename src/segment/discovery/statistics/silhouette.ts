import type { Distances } from './distances.ts'

/**
 * The mean silhouette (Rousseeuw 1987): how much nearer subjects are to their own group than to the next, from −1 to 1. A group of one
 * counts 0; undefined when there are fewer than two groups.
 */
export async function measureSilhouette(
  { size, values }: Distances,
  labels: Uint8Array,
  pause: () => Promise<void>,
): Promise<number | undefined> {
  const sizes: number[] = []
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1
  if (sizes.filter((count) => count > 0).length < 2) return undefined
  let total = 0
  for (let row = 0; row < size; row++) {
    const sums = new Float64Array(sizes.length)
    for (let other = 0; other < size; other++)
      sums[labels[other] as number] =
        (sums[labels[other] as number] as number) + (values[row * size + other] as number)
    const own = labels[row] as number
    if ((sizes[own] as number) > 1) {
      const inside = (sums[own] as number) / ((sizes[own] as number) - 1)
      let outside = Number.POSITIVE_INFINITY
      for (const [label, count] of sizes.entries())
        if (label !== own && count > 0) outside = Math.min(outside, (sums[label] as number) / count)
      const larger = Math.max(inside, outside)
      total += larger === 0 ? 0 : (outside - inside) / larger
    }
    await pause()
  }
  return total / size
}
