import type { Steadiness } from './stability.ts'

/** What a search for groups found; everything a person needs to judge it. Goes as JSON into `discoveries`. */
export interface Discovery {
  readonly discoveryId: string
  readonly madeAt: string
  /** Only what happened before counts. */
  readonly asOf: string
  readonly method: string
  readonly methodTitle: string
  /** Says everything again when it is given again, of the same people. */
  readonly seed: number
  readonly people: number
  /** The number of groups was chosen, and groups were sought again, among so many people drawn by chance. */
  readonly sampled: number
  /** What spoke for which number of groups; null when somebody gave it. */
  readonly choice: NumberChoice | null
  readonly features: readonly { readonly name: string; readonly title: string; readonly isUsed: boolean }[]
  readonly clusters: readonly Cluster[]
  /** The share of people whom the rule of their group fits. */
  readonly fidelity: number
  /** Why none of it can be published; empty when groups can. */
  readonly reasons: readonly string[]
  readonly warnings: readonly string[]
  readonly drift: DriftSince | null
}

interface NumberChoice {
  readonly criterion: string
  readonly candidates: readonly {
    readonly k: number
    readonly score: number | null
    readonly gap: number
    readonly gapError: number
  }[]
  /** What the gap statistic would choose; null when it finds no end. */
  readonly byGap: number | null
}

export interface Cluster {
  /** From 1, the largest first. */
  readonly cluster: number
  readonly size: number
  readonly share: number
  /** From what distinguishes it most, for a person to better. */
  readonly name: string
  /** The mean Jaccard index with the most similar group among people drawn anew. */
  readonly stability: number
  readonly steadiness: Steadiness
  readonly lifts: readonly ClusterLift[]
  /** In its text form; null when no rule tells the group. */
  readonly rule: unknown
  readonly sentence: string
  /** Of those the rule fits, the share that is in the group; and of those in it, the share the rule fits. */
  readonly precision: number
  readonly recall: number
  readonly fits: number
  readonly canPublish: boolean
  /** Why it cannot be published; empty when it can. */
  readonly reasons: readonly string[]
}

interface ClusterLift {
  readonly title: string
  readonly count: number
  readonly share: number
  readonly overall: number
  readonly lift: number
  readonly p: number
  readonly q: number
}

interface DriftSince {
  readonly discoveryId: string
  readonly madeAt: string
  readonly people: number
  /** For each earlier group which it is now; null for one that is gone. */
  readonly becomes: readonly (number | null)[]
  readonly migration: readonly (readonly number[])[]
  readonly agreement: number | null
  readonly shift: number
  readonly verdict: 'stable' | 'watch' | 'rebuild'
}
