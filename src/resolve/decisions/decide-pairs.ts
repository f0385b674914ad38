import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { decideIdentities } from '../identity/decide-identity.ts'
import { type Contradiction, findContradictions } from './find-contradictions.ts'
import { pairsInForce } from './pairs-question.ts'
import { applyChanges, type PairChange } from './preview-decisions.ts'

/** Pairs as they are decided: the lower id first, each pair once, the last word on it counts. */
export function orderPairs<T extends PairChange>(pairs: readonly T[]): T[] {
  const ordered = new Map<string, T>()
  for (const pair of pairs) {
    if (pair.a === pair.b)
      throw new UserError(
        `A decision is on two aliases, and ${pair.a} was named twice. Name two of them: their ids are on the page of a person.`,
        { status: 422 },
      )
    const [a, b] = BigInt(pair.a) < BigInt(pair.b) ? [pair.a, pair.b] : [pair.b, pair.a]
    ordered.set(`${a}:${b}`, { ...pair, a, b })
  }
  return [...ordered.values()]
}

/** What came of deciding. */
export interface Decided {
  /** New decisions. */
  readonly recorded: number
  /** Pairs of which the same had been decided before. */
  readonly already: number
  readonly contradictions: readonly Contradiction[]
}

/** Records decisions on pairs of aliases, those that change anything; they hold from the next `resolve` on. */
export async function decidePairs(
  store: Store,
  pairs: readonly (PairChange & { readonly reason: string })[],
  deciding: { readonly at: Date; readonly by: string },
): Promise<Decided> {
  const ordered = orderPairs(pairs)
  const inForce = await store.read(pairsInForce(undefined))
  const decided = inForce.filter(({ isProved }) => !isProved)
  const verdicts = new Map(decided.map(({ a, b, verdict }) => [`${a}:${b}`, verdict]))
  const changed = ordered.filter(
    ({ a, b, verdict }) => (verdicts.get(`${a}:${b}`) ?? 'undecided') !== verdict,
  )
  await decideIdentities(store, changed, deciding)
  const held = applyChanges(inForce, changed)
  return {
    recorded: changed.length,
    already: ordered.length - changed.length,
    contradictions: findContradictions(held, changed),
  }
}

/** The contradictions these decisions would make, were they taken. */
export async function foreseeContradictions(
  store: Store,
  changes: readonly PairChange[],
): Promise<Contradiction[]> {
  const held = applyChanges(await store.read(pairsInForce(undefined)), changes)
  return findContradictions(held, changes)
}
