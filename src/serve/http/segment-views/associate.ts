/** How many are in one segment of a scheme and one of another; undefined for none. */
interface Pair {
  readonly a: number | undefined
  readonly b: number | undefined
  readonly members: number
}

interface Association {
  readonly both: number
  readonly onlyA: number
  readonly onlyB: number
  /** Cramér's V among those both place; null where one of them has a single segment and can say nothing. */
  readonly association: number | null
}

/** How much of a community two schemes place both, and how much knowing one says of the other: Cramér's V, from 0 to 1. */
export function associate(pairs: readonly Pair[]): Association {
  const add = <K>(counts: Map<K, number>, key: K, members: number): void =>
    void counts.set(key, (counts.get(key) ?? 0) + members)
  const cells = new Map<string, number>()
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()]
  let [both, onlyA, onlyB] = [0, 0, 0]
  for (const { a, b, members } of pairs) {
    if (a !== undefined && b !== undefined) {
      both += members
      add(cells, `${a} ${b}`, members)
      add(rows, a, members)
      add(columns, b, members)
    } else if (a !== undefined) onlyA += members
    else if (b !== undefined) onlyB += members
  }
  const least = Math.min(rows.size, columns.size) - 1
  if (least < 1) return { both, onlyA, onlyB, association: null }
  // χ² / n = Σ cell² / (row · column) − 1: empty cells need not be visited.
  let sum = -1
  for (const [key, members] of cells) {
    const [a = 0, b = 0] = key.split(' ').map(Number)
    sum += members ** 2 / ((rows.get(a) ?? 1) * (columns.get(b) ?? 1))
  }
  return { both, onlyA, onlyB, association: Math.min(1, Math.sqrt(Math.max(0, sum) / least)) }
}
