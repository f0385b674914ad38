import { type Accounts, chainAccounts } from './held-account.ts'
import { type Bridge, gatherNames, mostAliases, mostNames, type Names } from './held-name.ts'

/**
 * Joins aliases that evidence says are one person, never across a cannot-link: two accounts on one host, or a bot and a human.
 * Aliases are numbers in order of foundation. Everything is a typed array, so a million of them take about 20 MB.
 */
export interface AliasGroups {
  /** Compares a member with those of its group so far; members of a group come together, founders first. */
  compare(group: bigint, position: number, isDecided: boolean): Comparison | undefined
  /** Joins two aliases that are probably one person; `isNamedAlike` when their names agree or one has none. */
  compareLikely(a: number, b: number, isNamedAlike: boolean): Verdict
  /** Whether it makes sense to ask a person: the two are apart, and nothing forbids that they are one. */
  isOpen(a: number, b: number): boolean
  /** The lowest position of the aliases a position belongs with. */
  findRoot(position: number): number
}

/** What came of comparing an alias with the first of its group it fits, or else with the first of the group. */
export interface Comparison {
  readonly centre: number
  readonly verdict: Verdict
}

export const verdicts = {
  joined: 1,
  accountsDiffer: 2,
  botAndHuman: 3,
  namesDiffer: 4,
  doubtful: 5,
  /** One of them is locked: only a person here may join anybody to it. */
  locked: 6,
  /** Somebody here decided that they are not the same. */
  decidedApart: 7,
  /** Not to be told: other evidence had joined them before, or forbids it while the likeness is not sure. */
  idle: 8,
} as const
export type Verdict = (typeof verdicts)[keyof typeof verdicts]

export const classes = { human: 0, role: 1, bot: 2 } as const

/** A group splits into this many incompatible parts at most; more would be compared with each other for nothing. */
const mostCentres = 64

/** All that is known of aliases before they are compared. */
export interface Known {
  readonly classOf: Uint8Array
  readonly accounts: Accounts
  readonly names: Names
  /** Aliases that somebody here decided are not the same, as accounts on a host of their own. */
  readonly apart: Accounts
  /** For each alias the number of the lock on its person, or 0. */
  readonly lockOf: Uint32Array
}

/** Groups aliases as evidence comes in, surest first. */
export function groupAliases(known: Known): AliasGroups {
  const parts = holdParts(known)
  let group: bigint | undefined
  let centres: number[] = []

  /** Joins two parts unless something forbids it. */
  const tryJoin = (a: number, b: number, isDecided: boolean): Verdict => {
    const [rootA, rootB] = [parts.findRoot(a), parts.findRoot(b)]
    if (rootA === rootB) return verdicts.joined
    const conflict = parts.findConflict(rootA, rootB, isDecided)
    if (conflict === undefined) parts.join(rootA, rootB)
    return conflict ?? verdicts.joined
  }

  return {
    findRoot: parts.findRoot,
    isOpen(a, b) {
      const [rootA, rootB] = [parts.findRoot(a), parts.findRoot(b)]
      return rootA !== rootB && parts.findConflict(rootA, rootB, false) === undefined
    },
    compareLikely(a, b, isNamedAlike) {
      const [rootA, rootB] = [parts.findRoot(a), parts.findRoot(b)]
      if (rootA === rootB) return verdicts.idle
      const conflict =
        parts.findConflict(rootA, rootB, false) ??
        parts.findStrangers(rootA, rootB, isNamedAlike ? [a, b] : undefined)
      if (conflict === undefined) parts.join(rootA, rootB)
      return conflict ?? verdicts.joined
    },
    compare(key, position, isDecided) {
      if (key !== group) {
        group = key
        centres = [position]
        return undefined
      }
      let first: Comparison | undefined
      for (const centre of centres) {
        const comparison = { centre, verdict: tryJoin(centre, position, isDecided) }
        if (comparison.verdict === verdicts.joined) return comparison
        first ??= comparison
      }
      if (centres.length < mostCentres) centres.push(position)
      return first
    },
  }
}

/** Parts of the community by their roots, and what is known of each. */
interface Parts {
  findRoot(position: number): number
  /** What forbids joining two parts whatever speaks for it, if anything. */
  findConflict(a: number, b: number, isDecided: boolean): Verdict | undefined
  /** What makes it unlikely that two parts are one person although two of their aliases are alike, if anything. */
  findStrangers(a: number, b: number, bridge: Bridge): Verdict | undefined
  join(a: number, b: number): void
}

function holdParts({ classOf, accounts, names, apart, lockOf }: Known): Parts {
  const parent = Uint32Array.from(classOf, (_class, position) => position)
  const held = chainAccounts(classOf.length, accounts)
  const decided = chainAccounts(classOf.length, apart)
  const called = gatherNames(classOf.length, names)
  const hasHuman = Uint8Array.from(classOf, (value) => Number(value === classes.human))
  const hasBot = Uint8Array.from(classOf, (value) => Number(value === classes.bot))
  const lock = Uint32Array.from(lockOf)
  const size = new Uint32Array(classOf.length).fill(1)
  return {
    findRoot(position) {
      let at = position
      for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
        parent[at] = parent[up] ?? up
        at = up
      }
      return at
    },
    // What a person decided holds against every rule, and of two such decisions the one that keeps apart.
    findConflict(a, b, isDecided) {
      if (decided.differ(a, b)) return verdicts.decidedApart
      if (isDecided) return undefined
      if (lock[a] !== lock[b]) return verdicts.locked
      if ((hasBot[a] && hasHuman[b]) || (hasHuman[a] && hasBot[b])) return verdicts.botAndHuman
      if (held.differ(a, b)) return verdicts.accountsDiffer
      const isLarge = (size[a] ?? 0) + (size[b] ?? 0) > mostAliases
      return isLarge && called.countTogether(a, b) > mostNames ? verdicts.namesDiffer : undefined
    },
    // Two aliases may be alike while those they belong with already are not: then a chain would join strangers.
    findStrangers(a, b, bridge) {
      const isChain = bridge !== undefined && called.differ(a, b, bridge) && called.differ(b, a, bridge)
      return isChain || called.countTogether(a, b, bridge) > mostNames ? verdicts.namesDiffer : undefined
    },
    join(a, b) {
      const [root, child] = a < b ? [a, b] : [b, a]
      parent[child] = root
      hasHuman[root] = (hasHuman[root] ?? 0) | (hasHuman[child] ?? 0)
      hasBot[root] = (hasBot[root] ?? 0) | (hasBot[child] ?? 0)
      lock[root] = lock[root] || (lock[child] ?? 0)
      held.merge(root, child)
      decided.merge(root, child)
      called.merge(root, child)
      size[root] = (size[root] ?? 0) + (size[child] ?? 0)
    },
  }
}
