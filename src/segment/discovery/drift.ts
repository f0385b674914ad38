import { matchGroups, overlap } from './stability.ts'
import { compareGroupings } from './statistics/rand-index.ts'
import { judgeShift, measureShift } from './statistics/stability-index.ts'

/** A grouping of people by their ids. */
export interface Grouping {
  readonly people: BigUint64Array
  readonly labels: Uint8Array
  readonly k: number
}

export interface Drift {
  /** People in both groupings. */
  readonly people: number
  /** Which group each earlier one is now, -1 for one that is gone. */
  readonly becomes: readonly number[]
  /** How many went from each earlier group to each group of now. */
  readonly migration: readonly (readonly number[])[]
  /** The adjusted Rand index of the two; undefined with fewer than two people in both. */
  readonly agreement: number | undefined
  /** The population stability index of the shares of groups that are the same, and one of all others. */
  readonly shift: number
  readonly verdict: 'stable' | 'watch' | 'rebuild'
}

/** How groups of now relate to those found before: by the people who are in both. */
export function compareInTime(before: Grouping, after: Grouping): Drift {
  const places = new Map<bigint, number>()
  for (const [at, person] of before.people.entries()) places.set(person, at)
  const [earlier, later]: [number[], number[]] = [[], []]
  for (const [at, person] of after.people.entries()) {
    const place = places.get(person)
    if (place === undefined) continue
    earlier.push(before.labels[place] as number)
    later.push(after.labels[at] as number)
  }
  const [from, to] = [Uint8Array.from(earlier), Uint8Array.from(later)]
  const becomes = matchGroups(from, to, before.k, after.k)
  const shift = measureShift(...pairShares(before, after, becomes))
  return {
    people: from.length,
    becomes,
    migration: overlap(from, to, before.k, after.k).map(({ shared }) => shared),
    agreement: compareGroupings(from, to),
    shift,
    verdict: judgeShift(shift),
  }
}

/** Shares of groups that are the same, side by side; groups that came or went are one. */
function pairShares(before: Grouping, after: Grouping, becomes: readonly number[]): [number[], number[]] {
  const [ofBefore, ofAfter] = [sharesOf(before), sharesOf(after)]
  const same = becomes.flatMap((now, group) => (now < 0 ? [] : [{ group, now }]))
  const was = same.map(({ group }) => ofBefore[group] as number)
  const is = same.map(({ now }) => ofAfter[now] as number)
  const rest = (shares: readonly number[]): number =>
    Math.max(0, 1 - shares.reduce((sum, one) => sum + one, 0))
  if (same.length === before.k && same.length === after.k) return [was, is]
  return [
    [...was, rest(was)],
    [...is, rest(is)],
  ]
}

function sharesOf({ labels, k }: Grouping): number[] {
  const counts = new Array<number>(k).fill(0)
  for (const label of labels) counts[label] = (counts[label] as number) + 1
  return counts.map((count) => (labels.length === 0 ? 0 : count / labels.length))
}
