/** The words of full names as parallel columns, as numbers; a position without a row has no full name. */
export interface Names {
  readonly position: Uint32Array
  readonly word: Uint32Array
}

/** People have as many names that share no word, under as many aliases; what would have more is several people (methods 3.3). */
export const mostNames = 2
export const mostAliases = 10

/** Two aliases whose names agree, although letters differ. */
export type Bridge = readonly [a: number, b: number] | undefined

export interface HeldNames {
  /** Whether the first part bears a name that nobody in the second bears. */
  differ(a: number, b: number, bridge: Bridge): boolean
  /** How many different names two parts have together. */
  countTogether(a: number, b: number, bridge?: Bridge): number
  merge(root: number, child: number): void
}

/** The names of each part, as positions of aliases that bear them: one of those that agree, and no more than would be too many. */
export function gatherNames(aliases: number, names: Names): HeldNames {
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
