/**
 * Joins aliases that evidence says are one person, never across a cannot-link: two accounts on one host, or a bot and a human.
 * Aliases are numbers in order of foundation. Everything is a typed array, so a million of them take about 20 MB.
 */
export interface AliasGroups {
  /** Compares a member with those of its group so far; members of a group come together, founders first. */
  compare(group: bigint, position: number): Comparison | undefined
  /** Joins two aliases that are probably one person; `isNamedAlike` when their names agree or one has none. */
  compareLikely(a: number, b: number, isNamedAlike: boolean): Verdict
  /** The lowest position of the aliases a position belongs with. */
  findRoot(position: number): number
}

/** What came of comparing an alias with the first of its group it fits, or else with the first of the group. */
export interface Comparison {
  readonly centre: number
  readonly verdict: Verdict
}

export const verdicts = { joined: 1, accountsDiffer: 2, botAndHuman: 3, namesDiffer: 4, doubtful: 5 } as const
export type Verdict = (typeof verdicts)[keyof typeof verdicts]

export const classes = { human: 0, role: 1, bot: 2 } as const

/** Accounts as parallel columns; `position` may repeat. */
export interface Accounts {
  readonly position: Uint32Array
  readonly host: Uint32Array
  readonly account: BigUint64Array
}

/** The words of full names as parallel columns, as numbers; a position without a row has no full name. */
export interface Names {
  readonly position: Uint32Array
  readonly word: Uint32Array
}

/** People have as many names that share no word, under as many aliases; what would have more is several people (methods 3.3). */
const mostNames = 2
const mostAliases = 10

/** A group splits into this many incompatible parts at most; more would be compared with each other for nothing. */
const mostCentres = 64

export function groupAliases(classOf: Uint8Array, accounts: Accounts, names: Names): AliasGroups {
  const parent = Uint32Array.from(classOf, (_class, position) => position)
  const held = chainAccounts(classOf.length, accounts)
  const hasHuman = Uint8Array.from(classOf, (value) => Number(value === classes.human))
  const hasBot = Uint8Array.from(classOf, (value) => Number(value === classes.bot))
  const called = gatherNames(classOf.length, names)
  const size = new Uint32Array(classOf.length).fill(1)
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
    if (held.differ(a, b)) return verdicts.accountsDiffer
    const isLarge = (size[a] ?? 0) + (size[b] ?? 0) > mostAliases
    return isLarge && called.countTogether(a, b) > mostNames ? verdicts.namesDiffer : undefined
  }

  const join = (a: number, b: number): void => {
    const [root, child] = a < b ? [a, b] : [b, a]
    parent[child] = root
    hasHuman[root] = (hasHuman[root] ?? 0) | (hasHuman[child] ?? 0)
    hasBot[root] = (hasBot[root] ?? 0) | (hasBot[child] ?? 0)
    held.merge(root, child)
    called.merge(root, child)
    size[root] = (size[root] ?? 0) + (size[child] ?? 0)
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
    compareLikely(a, b, isNamedAlike) {
      const [rootA, rootB] = [findRoot(a), findRoot(b)]
      if (rootA === rootB) return verdicts.joined
      const bridge = isNamedAlike ? ([a, b] as const) : undefined
      // Two aliases may be alike while those they belong with already are not: then a chain would join strangers.
      const isChain = isNamedAlike && called.differ(rootA, rootB, bridge) && called.differ(rootB, rootA, bridge)
      const isCrowd = called.countTogether(rootA, rootB, bridge) > mostNames
      return isChain || isCrowd ? verdicts.namesDiffer : tryJoin(rootA, rootB)
    },
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

/** Two aliases whose names agree, although letters differ. */
type Bridge = readonly [a: number, b: number] | undefined

interface HeldNames {
  /** Whether the first part bears a name that nobody in the second bears. */
  differ(a: number, b: number, bridge: Bridge): boolean
  /** How many different names two parts have together. */
  countTogether(a: number, b: number, bridge?: Bridge): number
  merge(root: number, child: number): void
}

/** The names of each part, as positions of aliases that bear them: one of those that agree, and no more than would be too many. */
function gatherNames(aliases: number, names: Names): HeldNames {
  const none = 0xffff_ffff
  const most = mostNames + 1
  const agree = compareNames(aliases, names)
  const bearers = new Uint32Array(aliases * most).fill(none)
  for (const at of names.position) bearers[at * most] = at
  const listBearers = (part: number): number[] => [
    ...bearers.subarray(part * most, part * most + most).filter((bearer) => bearer !== none),
  ]
  const isBridged = (one: number, other: number, bridge: Bridge): boolean =>
    bridge !== undefined &&
    ((agree(one, bridge[0]) && agree(other, bridge[1])) || (agree(one, bridge[1]) && agree(other, bridge[0])))
  const knows = (known: readonly number[], bearer: number, bridge: Bridge): boolean =>
    known.some((other) => agree(bearer, other) || isBridged(bearer, other, bridge))
  const listTogether = (a: number, b: number, bridge: Bridge): number[] => {
    const together = listBearers(a)
    for (const bearer of listBearers(b))
      if (together.length < most && !knows(together, bearer, bridge)) together.push(bearer)
    return together
  }
  return {
    differ(a, b, bridge) {
      const known = listBearers(b)
      return known.length > 0 && listBearers(a).some((bearer) => !knows(known, bearer, bridge))
    },
    countTogether: (a, b, bridge) => listTogether(a, b, bridge).length,
    merge(root, child) {
      for (const [at, bearer] of listTogether(root, child, undefined).entries())
        bearers[root * most + at] = bearer
    },
  }
}

/** Names agree that share two words, or one of which has no word the other lacks: "Jane Doe" with "Jane Q. Doe" and "J. Doe". */
function compareNames(aliases: number, { position, word }: Names): (a: number, b: number) => boolean {
  const from = new Uint32Array(aliases + 1)
  for (const at of position) from[at + 1] = (from[at + 1] ?? 0) + 1
  for (let at = 0; at < aliases; at++) from[at + 1] = (from[at + 1] ?? 0) + (from[at] ?? 0)
  return (a, b) => {
    const [words, others] = [a, b].map((at) => word.subarray(from[at], from[at + 1]))
    if (words === undefined || others === undefined || words.length === 0 || others.length === 0) return false
    const shared = words.filter((one) => others.includes(one)).length
    return shared >= Math.min(2, words.length, others.length)
  }
}
