import type { CommitView } from './read-employers.ts'

/** Shares of all commits of people who worked for somebody. */
export interface Bound {
  /** The commit's own address is the right employer's. */
  readonly ownAddress: number
  /** Its author used an address of the right employer, if at another time: the most that addresses can tell. */
  readonly everUsed: number
  /** Its author used employers' addresses, but never the right one's. */
  readonly onlyOthers: number
  /** Its author never used an employer's address. */
  readonly none: number
}

/** One commit with what the truth says of it. */
export interface JudgedCommit {
  readonly view: CommitView
  /** Who its author is by the truth. */
  readonly person: string
  readonly employed: boolean
  readonly isEmployer: (organisation: CommitView['address']) => boolean
}

/**
 * How much addresses could tell at best: the share of commits whose author ever used an address of whom they worked for then, by
 * what we take for employers' addresses. Whatever the rule that dates them, no more can be right than `everUsed`.
 */
export function boundByAddresses(commits: readonly JudgedCommit[]): Bound {
  const used = new Map<string, Set<NonNullable<CommitView['address']>>>()
  for (const { person, view } of commits) {
    const theirs = used.get(person) ?? new Set()
    if (view.address !== null) theirs.add(view.address)
    used.set(person, theirs)
  }
  const counts = { ownAddress: 0, everUsed: 0, onlyOthers: 0, none: 0 }
  const employed = commits.filter(({ employed }) => employed)
  for (const { person, view, isEmployer } of employed) {
    const theirs = [...(used.get(person) ?? [])]
    if (view.address !== null && isEmployer(view.address)) counts.ownAddress += 1
    if (theirs.some(isEmployer)) counts.everUsed += 1
    else if (theirs.length > 0) counts.onlyOthers += 1
    else counts.none += 1
  }
  const share = (count: number): number =>
    employed.length === 0 ? 0 : Math.round((count / employed.length) * 10_000) / 10_000
  return {
    ownAddress: share(counts.ownAddress),
    everUsed: share(counts.everUsed),
    onlyOthers: share(counts.onlyOthers),
    none: share(counts.none),
  }
}

const rounds = 2000

/**
 * The middle 95 % of a share when people, with all their commits, are drawn anew as often as there are (bootstrap, seeded). A few prolific
 * people decide such a share, so it is much wider than the number of commits suggests.
 */
export function estimateInterval(
  commits: readonly { readonly person: string; readonly counts: boolean }[],
): readonly [low: number, high: number] {
  const people = new Map<string, { all: number; counted: number }>()
  for (const { person, counts } of commits) {
    const theirs = people.get(person) ?? { all: 0, counted: 0 }
    theirs.all += 1
    if (counts) theirs.counted += 1
    people.set(person, theirs)
  }
  const sums = [...people.values()]
  const draw = makeDraw(7)
  const shares = Array.from({ length: rounds }, () => {
    let all = 0
    let counted = 0
    for (let index = 0; index < sums.length; index++) {
      const one = sums[Math.floor(draw() * sums.length)]
      all += one?.all ?? 0
      counted += one?.counted ?? 0
    }
    return all === 0 ? 0 : counted / all
  }).sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round((shares[Math.floor(share * rounds)] ?? 0) * 10_000) / 10_000
  return [at(0.025), at(0.975)]
}

/** Evenly from 0 to 1 (mulberry32). */
function makeDraw(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
