import { adjustDiscoveries } from './statistics/false-discovery.ts'
import { testOverlap } from './statistics/fisher-exact.ts'

/** Of how many of each of two groups one thing is so. */
interface CountedTwice {
  readonly counts: readonly number[]
}

/**
 * How likely each difference between two groups is by chance: Fisher's p, and what is left of it after asking about so many things
 * at once. Whoever is in both groups counts in both, which can only make a difference look less sure than it is.
 */
export function judgeDifferences<T extends CountedTwice>(
  asked: readonly T[],
  [first, second]: readonly [number, number],
): (T & { readonly q: number })[] {
  const ps = asked.map(({ counts: [ofFirst = 0, ofSecond = 0] }) =>
    testOverlap({ all: first + second, trait: ofFirst + ofSecond, group: first, both: ofFirst }),
  )
  const qs = adjustDiscoveries(ps)
  return asked.map((one, at) => ({ ...one, q: qs[at] ?? 1 }))
}
