import type { FeatureTable } from './feature-table.ts'
import type { Random } from './statistics/random.ts'

/**
 * One way to find groups among people nobody has sorted. A folder in methods/ whose index.ts exports one `method`; it knows no other
 * method, no store and no community, only tables of features.
 */
export interface ClusteringMethod {
  /** kebab-case, equals the folder's name. */
  readonly name: string
  readonly title: string
  /** What it does, in a sentence people will read. */
  readonly sentence: string
  /** `numbers`: counts and days on their scales; `bands`: everything cut into a few named bands. */
  readonly compares: 'numbers' | 'bands'
  /** More subjects than these it cannot take. */
  readonly most: number
  /** By what the number of groups is chosen. */
  readonly criterion: { readonly name: 'BIC' | 'silhouette'; readonly better: 'higher' | 'lower' }
  /** From so many groups on there is something to choose: 1 where one group can be told from several. */
  readonly fewest: 1 | 2
  /** Finds `k` groups, or fewer where subjects do not differ enough. */
  fit(table: FeatureTable, k: number, effort: Effort): Promise<Fit>
}

/** How much trouble a fit may take, and where its chance comes from. */
export interface Effort {
  readonly random: Random
  /** Of so many random beginnings the best counts. */
  readonly starts: number
  /** To be awaited often: lets others have their turn, and throws when the work was cancelled. */
  pause(): Promise<void>
}

export interface Fit {
  /** The group of each subject, from 0 on, the largest first. */
  readonly labels: Uint8Array
  /** How many groups there are. */
  readonly k: number
  /** What the criterion says of it; a silhouette is undefined when only one group was found. */
  readonly score: number | undefined
  /** How far apart subjects of one group are, added up; smaller is tighter. What the gap statistic compares. */
  readonly spread: number
  /** What makes the fit doubtful, in sentences. */
  readonly warnings: readonly string[]
}

/** Groups renumbered by size, the largest first, empty ones left out; and where each old number went. */
export function orderBySize(
  labels: Uint8Array,
  k: number,
): { labels: Uint8Array; k: number; places: number[] } {
  const sizes = new Array<number>(k).fill(0)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  const order = sizes
    .map((size, label) => ({ size, label }))
    .filter(({ size }) => size > 0)
    .sort((left, right) => right.size - left.size || left.label - right.label)
  const places = new Array<number>(k).fill(-1)
  for (const [place, { label }] of order.entries()) places[label] = place
  return { labels: labels.map((label) => places[label] as number), k: order.length, places }
}
