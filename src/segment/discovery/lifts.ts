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

const leastSure = 0.05

/** What is more frequent in each group than among everybody and not by chance, the farthest from chance first. */
export function measureLifts(
  traits: readonly Trait[],
  { labels, k }: { readonly labels: Uint8Array; readonly k: number },
): Lift[][] {
  const sizes = new Array<number>(k).fill(0)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  const asked = traits.flatMap((trait) => {
    const counts = new Array<number>(k).fill(0)
    let total = 0
    for (const [at, holds] of trait.holds.entries()) {
      if (holds === 0) continue
      total += 1
      counts[labels[at] as number] = (counts[labels[at] as number] as number) + 1
    }
    return counts.map((count, group) => ({
      group,
      trait,
      count,
      total,
      p: testOverlap({ all: labels.length, trait: total, group: sizes[group] as number, both: count }),
    }))
  })
  const qs = adjustDiscoveries(asked.map(({ p }) => p))
  const lifts = Array.from({ length: k }, (): Lift[] => [])
  for (const [at, { group, trait, count, total, p }] of asked.entries()) {
    const [share, overall, q] = [count / (sizes[group] as number), total / labels.length, qs[at] ?? 1]
    if (count === 0 || share <= overall || q >= leastSure) continue
    const { feature, title } = trait
    lifts[group]?.push({ feature, title, count, share, overall, lift: share / overall, p, q })
  }
  return lifts.map((ofGroup) => ofGroup.sort((left, right) => worth(right) - worth(left)))
}

/** Much more frequent and of many: what the group would say of itself. */
const worth = ({ share, overall, lift }: Lift): number => (share - overall) * Math.log(lift)
