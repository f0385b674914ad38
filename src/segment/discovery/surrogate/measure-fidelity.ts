import type { Store } from '../../../store/index.ts'
import { countActs } from '../../activity/extent-question.ts'
import { splitIntoParts } from '../../part.ts'
import type { Rule } from '../../rules/rule.ts'
import { fitsByCluster } from './fidelity-question.ts'

/** How well rules say who is in which group, asked of the engine about everybody. */
export interface Fidelity {
  /** The share of all people whom the rule of their group fits. */
  readonly accuracy: number
  /** By group: of those its rule fits, the share that is in it; and of those in it, the share its rule fits. */
  readonly groups: readonly { readonly precision: number; readonly recall: number; readonly fits: number }[]
}

const actsPerPart = 5_000_000

/** `rules[at]` is the rule of cluster `clusters[at]`; a group without a rule is fitted by none. */
export async function measureFidelity(
  store: Store,
  {
    discovery,
    rules,
    asOf,
    signal,
  }: { discovery: string; rules: readonly (Rule | undefined)[]; asOf: Date; signal: AbortSignal },
): Promise<Fidelity> {
  const asked = rules.flatMap((rule, group) => (rule === undefined ? [] : [{ rule, group }]))
  const counts = rules.map(() => ({ people: 0, fits: 0, both: 0 }))
  if (asked.length > 0) {
    const { acts } = await store.readOne(countActs(undefined))
    for (const part of splitIntoParts(acts, actsPerPart)) {
      signal.throwIfAborted()
      const own = asked.map(({ rule }) => rule)
      const rows = await store.read(fitsByCluster({ discovery, rules: own, asOf, part }))
      for (const { cluster, people, fits } of rows) {
        const members = counts[cluster - 1]
        if (members !== undefined) members.people += people
        for (const [at, { group }] of asked.entries()) {
          const count = counts[group]
          if (count === undefined) continue
          count.fits += fits[at] ?? 0
          if (group === cluster - 1) count.both += fits[at] ?? 0
        }
      }
    }
  }
  const sum = (of: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((total, count) => total + of(count), 0)
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
  return {
    accuracy: share(
      sum(({ both }) => both),
      sum(({ people }) => people),
    ),
    groups: counts.map(({ people, fits, both }) => ({
      precision: share(both, fits),
      recall: share(both, people),
      fits,
    })),
  }
}
