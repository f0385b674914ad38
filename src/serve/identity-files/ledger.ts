import type { PairChange } from '../../resolve/index.ts'
import type { Imported } from '../http/contract.ts'
import type { Unreadable } from './statement.ts'

type Verdict = 'same' | 'different'
interface Pair {
  readonly a: string
  readonly b: string
}
type Counts = Omit<Imported, 'format' | 'left'>

/** What becomes of each line of a file, in counts that add up, and the decisions to take. */
export interface Ledger {
  readonly pairs: (PairChange & { readonly reason: string })[]
  readonly left: Unreadable[]
  /** Counts lines that find nobody. */
  refuse(lines: readonly Unreadable[]): void
  /** Counts a line that has nobody to be joined with. */
  stayAlone(): void
  weigh(
    line: { position: string; text: string },
    pairs: readonly Pair[],
    verdict: Verdict,
    reason: string,
  ): void
  counts(): Counts
}

/** `origin` is the reason of decisions that give none. */
export function openLedger(inForce: readonly (Pair & { verdict: Verdict })[], origin: string): Ledger {
  const verdicts = new Map(inForce.map(({ a, b, verdict }) => [nameOf({ a, b }), verdict]))
  const together = openGroups()
  for (const { a, b, verdict } of inForce) if (verdict === 'same') together.join(a, b)
  const counts = { decided: 0, alreadySo: 0, alone: 0, contrary: 0, unmatched: 0 }
  const pairs: Ledger['pairs'] = []
  const left: Unreadable[] = []
  const isSo = (pair: Pair, verdict: Verdict): boolean =>
    verdicts.get(nameOf(pair)) === verdict ||
    (verdict === 'same' && together.find(pair.a) === together.find(pair.b))
  return {
    pairs,
    left,
    refuse(lines) {
      counts.unmatched += lines.length
      for (const { position, text, reason } of lines)
        left.push({ position, text: text.slice(0, 300), reason })
    },
    stayAlone() {
      counts.alone++
    },
    weigh({ position, text }, some, verdict, reason) {
      const opposite = verdict === 'same' ? 'different' : 'same'
      const contrary = some.filter((pair) => verdicts.get(nameOf(pair)) === opposite)
      const open = some.filter((pair) => !contrary.includes(pair) && !isSo(pair, verdict))
      for (const pair of open) {
        pairs.push({ ...pair, verdict, reason: reason === '' ? origin : `${origin}: ${reason}` })
        verdicts.set(nameOf(pair), verdict)
        if (verdict === 'same') together.join(pair.a, pair.b)
      }
      if (contrary.length > 0)
        left.push({
          position,
          text: text.slice(0, 300),
          reason: `it was decided here that they are ${opposite}, which holds`,
        })
      if (open.length > 0) counts.decided++
      else if (contrary.length > 0) counts.contrary++
      else counts.alreadySo++
    },
    counts: () => ({ read: Object.values(counts).reduce((sum, count) => sum + count, 0), ...counts }),
  }
}

const nameOf = ({ a, b }: Pair): string => (BigInt(a) < BigInt(b) ? `${a}:${b}` : `${b}:${a}`)

function openGroups(): { find(alias: string): string; join(a: string, b: string): void } {
  const parents = new Map<string, string>()
  const find = (alias: string): string => {
    let at = alias
    for (let up = parents.get(at); up !== undefined; up = parents.get(at)) {
      const above = parents.get(up)
      if (above !== undefined) parents.set(at, above)
      at = up
    }
    return at
  }
  return {
    find,
    join(a, b) {
      const [x, y] = [find(a), find(b)]
      if (x !== y) parents.set(y, x)
    },
  }
}
