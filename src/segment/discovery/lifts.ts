import { adjustDiscoveries } from './statistics/false-discovery.ts'
import { testOverlap } from './statistics/fisher-exact.ts'

/** One thing that can be so of somebody: a band of a count, a value of an attribute. */
export interface Trait {
  readonly feature: string
  readonly title: string
  /** 1 for whom it is so. */
  readonly holds: Uint8Array
}

/** Of how many of a group one thing is so, and of how many of everybody. */
export interface Counted {
  readonly feature: string
  readonly title: string
  /** From 0. */
  readonly group: number
  readonly count: number
  readonly total: number
}

export interface Judged {
  /** In the group, and among everybody. */
  readonly share: number
  readonly overall: number
  /** How many times as frequent it is in the group as among everybody. */
  readonly lift: number
  /** Fisher's p, and what is left of it after asking about so many things at once (Benjamini and Hochberg). */
  readonly p: number
  readonly q: number
}

export type Lift = Pick<Counted, 'feature' | 'title' | 'count'> & Judged

const leastSure = 0.05

/** What is more frequent in each group than among everybody and not by chance, what tells most first. */
export function measureLifts(
  traits: Iterable<Trait>,
  { labels, k }: { readonly labels: Uint8Array; readonly k: number },
): Lift[][] {
  const sizes = new Array<number>(k).fill(0)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  const asked: Counted[] = []
  // One trait after the other: a million people with a hundred traits would not fit beside each other.
  for (const { feature, title, holds } of traits) {
    const counts = new Array<number>(k).fill(0)
    for (const [at, isSo] of holds.entries()) {
      if (isSo === 0) continue
      counts[labels[at] as number] = (counts[labels[at] as number] as number) + 1
    }
    const total = counts.reduce((sum, count) => sum + count, 0)
    for (const [group, count] of counts.entries()) asked.push({ feature, title, group, count, total })
  }
  const lifts = judgeLifts(asked, { sizes, all: labels.length })
  return sizes.map((_, own) =>
    lifts.filter(({ group }) => group === own).map(({ group: _, total: __, ...lift }) => lift),
  )
}

/** Of all that was counted, what is more frequent in its group than among everybody and not by chance, what tells most first. */
export function judgeLifts<T extends Counted>(
  asked: readonly T[],
  { sizes, all }: { readonly sizes: readonly number[]; readonly all: number },
): (T & Judged)[] {
  const ps = asked.map(({ group, count, total }) =>
    testOverlap({ all, trait: total, group: sizes[group] as number, both: count }),
  )
  const qs = adjustDiscoveries(ps)
  const judged = asked.map((one, at) => {
    const [share, overall] = [one.count / (sizes[one.group] as number), one.total / all]
    return { ...one, share, overall, lift: share / overall, p: ps[at] ?? 1, q: qs[at] ?? 1 }
  })
  return judged
    .filter(({ count, share, overall, q }) => count > 0 && share > overall && q < leastSure)
    .sort((left, right) => worth(right) - worth(left))
}

/** Much more frequent and of many: what the group would say of itself. */
const worth = ({ share, overall, lift }: Judged): number => (share - overall) * Math.log(lift)
