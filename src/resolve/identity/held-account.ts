/** Accounts as parallel columns; `position` may repeat. */
export interface Accounts {
  readonly position: Uint32Array
  readonly host: Uint32Array
  readonly account: BigUint64Array
}

export interface HeldAccounts {
  differ(a: number, b: number): boolean
  merge(root: number, child: number): void
}

/** The accounts of each part as a chain through one pool; a chain holds a host once. */
export function chainAccounts(aliases: number, { position, host, account }: Accounts): HeldAccounts {
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
