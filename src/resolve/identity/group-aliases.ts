/**
 * Joins aliases that evidence says are one person, never across a cannot-link: two accounts on one host, or a bot and a human.
 * Aliases are numbers in order of foundation. Everything is a typed array, so a million of them take about 20 MB.
 */
export interface AliasGroups {
  /** Compares a member with those of its group so far; members of a group come together, founders first. */
  compare(group: bigint, position: number): Comparison | undefined
  /** The lowest position of the aliases a position belongs with. */
  findRoot(position: number): number
}

/** What came of comparing an alias with the first of its group it fits, or else with the first of the group. */
export interface Comparison {
  readonly centre: number
  readonly verdict: Verdict
}

export const verdicts = { joined: 1, accountsDiffer: 2, botAndHuman: 3 } as const
export type Verdict = (typeof verdicts)[keyof typeof verdicts]

export const classes = { human: 0, role: 1, bot: 2 } as const

/** Accounts as parallel columns; `position` may repeat. */
export interface Accounts {
  readonly position: Uint32Array
  readonly host: Uint32Array
  readonly account: BigUint64Array
}

/** A group splits into this many incompatible parts at most; more would be compared with each other for nothing. */
const mostCentres = 64

export function groupAliases(classOf: Uint8Array, accounts: Accounts): AliasGroups {
  const parent = Uint32Array.from(classOf, (_class, position) => position)
  const held = chainAccounts(classOf.length, accounts)
  const hasHuman = Uint8Array.from(classOf, (value) => Number(value === classes.human))
  const hasBot = Uint8Array.from(classOf, (value) => Number(value === classes.bot))
  let group: bigint | undefined
  let centres: number[] = []

  const findRoot = (position: number): number => {
    let at = position
    for (let up = parent[at] ?? at; up !== at; up = parent[at] ?? at) {
      parent[at] = parent[up] ?? up
      at = up
    }
    return at
  }

  const findConflict = (a: number, b: number): Verdict | undefined => {
    if ((hasBot[a] && hasHuman[b]) || (hasHuman[a] && hasBot[b])) return verdicts.botAndHuman
    return held.differ(a, b) ? verdicts.accountsDiffer : undefined
  }

  const join = (a: number, b: number): void => {
    const [root, child] = a < b ? [a, b] : [b, a]
    parent[child] = root
    hasHuman[root] = (hasHuman[root] ?? 0) | (hasHuman[child] ?? 0)
    hasBot[root] = (hasBot[root] ?? 0) | (hasBot[child] ?? 0)
    held.merge(root, child)
  }

  /** Joins two parts unless something forbids it. */
  const tryJoin = (a: number, b: number): Verdict => {
    const [rootA, rootB] = [findRoot(a), findRoot(b)]
    if (rootA === rootB) return verdicts.joined
    const conflict = findConflict(rootA, rootB)
    if (conflict === undefined) join(rootA, rootB)
    return conflict ?? verdicts.joined
  }

  return {
    findRoot,
    compare(key, position) {
      if (key !== group) {
        group = key
        centres = [position]
        return undefined
      }
      let first: Comparison | undefined
      for (const centre of centres) {
        const comparison = { centre, verdict: tryJoin(centre, position) }
        if (comparison.verdict === verdicts.joined) return comparison
        first ??= comparison
      }
      if (centres.length < mostCentres) centres.push(position)
      return first
    },
  }
}

interface HeldAccounts {
  differ(a: number, b: number): boolean
  merge(root: number, child: number): void
}

/** The accounts of each part as a chain through one pool; a chain holds a host once. */
function chainAccounts(aliases: number, { position, host, account }: Accounts): HeldAccounts {
  const none = 0xffff_ffff
  const head = new Uint32Array(aliases).fill(none)
  const next = new Uint32Array(position.length).fill(none)
  const findHost = (part: number, wanted: number | undefined): number => {
    let at = head[part] ?? none
    while (at !== none && host[at] !== wanted) at = next[at] ?? none
    return at
  }
  const push = (part: number, entry: number): void => {
    if (findHost(part, host[entry]) !== none) return
    next[entry] = head[part] ?? none
    head[part] = entry
  }
  for (const [entry, part] of position.entries()) push(part, entry)
  return {
    differ(a, b) {
      for (let at = head[b] ?? none; at !== none; at = next[at] ?? none) {
        const other = findHost(a, host[at])
        if (other !== none && account[other] !== account[at]) return true
      }
      return false
    },
    merge(root, child) {
      let at = head[child] ?? none
      while (at !== none) {
        const following = next[at] ?? none
        push(root, at)
        at = following
      }
      head[child] = none
    },
  }
}
