import { adjustDiscoveries } from './statistics/false-discovery.ts'
import { testOverlap } from './statistics/fisher-exact.ts'

/** One thing that can be so of somebody: a band of a count, a value of an attribute. */
export interface Trait {
  readonly feature: string
  readonly title: string
  /** 1 for whom it is so. */
  readonly holds: Uint8Array
}

export interface Lift {
  readonly feature: string
  readonly title: string
  /** People of the group for whom it is so, and their share; the share among everybody. */
  readonly count: number
  readonly share: number
  readonly overall: number
  /** How many times as frequent it is in the group as among everybody. */
  readonly lift: number
  /** Fisher's p, and what is left of it after asking about so many things at once (Benjamini and Hochberg). */
  readonly p: number
  readonly q: number
}

interface Asked {
  readonly feature: string
  readonly title: string
  readonly group: number
  readonly count: number
  readonly total: number
  readonly p: number
}

const leastSure = 0.05

/** What is more frequent in each group than among everybody and not by chance, the farthest from chance first. */
export function measureLifts(
  traits: Iterable<Trait>,
  { labels, k }: { readonly labels: Uint8Array; readonly k: number },
): Lift[][] {
  const sizes = new Array<number>(k).fill(0)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  const asked: Asked[] = []
  // One trait after the other: a million people with a hundred traits would not fit beside each other.
  for (const { feature, title, holds } of traits) {
    const counts = new Array<number>(k).fill(0)
    for (const [at, isSo] of holds.entries()) {
      if (isSo === 0) continue
      counts[labels[at] as number] = (counts[labels[at] as number] as number) + 1
    }
    const total = counts.reduce((sum, count) => sum + count, 0)
    for (const [group, count] of counts.entries()) {
      const p = testOverlap({ all: labels.length, trait: total, group: sizes[group] as number, both: count })
      asked.push({ feature, title, group, count, total, p })
    }
  }
  const qs = adjustDiscoveries(asked.map(({ p }) => p))
  const lifts = Array.from({ length: k }, (): Lift[] => [])
  for (const [at, { feature, title, group, count, total, p }] of asked.entries()) {
    const [share, overall, q] = [count / (sizes[group] as number), total / labels.length, qs[at] ?? 1]
    if (count === 0 || share <= overall || q >= leastSure) continue
    lifts[group]?.push({ feature, title, count, share, overall, lift: share / overall, p, q })
  }
  return lifts.map((ofGroup) => ofGroup.sort((left, right) => worth(right) - worth(left)))
}

/** Much more frequent and of many: what the group would say of itself. */
const worth = ({ share, overall, lift }: Lift): number => (share - overall) * Math.log(lift)
