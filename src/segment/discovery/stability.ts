import type { ClusteringMethod, Effort } from './clustering-method.ts'
import { type FeatureTable, takeRows } from './feature-table.ts'
import { assign } from './statistics/assignment.ts'
import { drawBelow } from './statistics/random.ts'

/** How surely a group is found again (Hennig 2007). */
export type Steadiness = 'stable' | 'doubtful' | 'dissolves'

export const judgeJaccard = (mean: number): Steadiness =>
  mean >= 0.75 ? 'stable' : mean >= 0.6 ? 'doubtful' : 'dissolves'

/** Subjects in each draw; more tell little more and take long. */
const drawn = 1000

export interface Looking {
  readonly method: ClusteringMethod
  readonly effort: Effort
}

/**
 * How surely each group is found again among other people of the same community: people are drawn with replacement `draws` times and
 * grouped anew; answered is the mean of the Jaccard index of each group, cut to the people drawn, and the new group most like it.
 */
export async function measureStability(
  table: FeatureTable,
  { labels, k }: { readonly labels: Uint8Array; readonly k: number },
  { method, effort, draws }: Looking & { readonly draws: number },
  onDraw: (done: number) => void,
): Promise<number[]> {
  const sums = new Array<number>(k).fill(0)
  const counts = new Array<number>(k).fill(0)
  const size = Math.min(drawn, table.rows)
  for (let draw = 0; draw < draws; draw++) {
    const rows = Uint32Array.from({ length: size }, () => drawBelow(effort.random, table.rows))
    const again = await method.fit(takeRows(table, rows), k, effort)
    const before = Uint8Array.from(rows, (row) => labels[row] as number)
    for (const [group, { size: members, jaccards }] of overlap(before, again.labels, k, again.k).entries()) {
      // A group nobody was drawn of says nothing of itself.
      if (members === 0) continue
      counts[group] = (counts[group] as number) + 1
      sums[group] = (sums[group] as number) + Math.max(0, ...jaccards)
    }
    onDraw(draw + 1)
  }
  return sums.map((sum, group) => (counts[group] === 0 ? 0 : sum / (counts[group] as number)))
}

/** Of each group of one grouping: its members, and its Jaccard index with each group of the other. */
export function overlap(
  before: Uint8Array,
  after: Uint8Array,
  ofBefore: number,
  ofAfter: number,
): { size: number; shared: number[]; jaccards: number[] }[] {
  const shared = Array.from({ length: ofBefore }, () => new Array<number>(ofAfter).fill(0))
  for (let at = 0; at < before.length; at++) {
    const row = shared[before[at] as number] as number[]
    row[after[at] as number] = (row[after[at] as number] as number) + 1
  }
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  const sizesAfter = Array.from({ length: ofAfter }, (_, to) => sum(shared.map((row) => row[to] as number)))
  return shared.map((row) => {
    const size = sum(row)
    const jaccards = row.map((both, to) => {
      const either = size + (sizesAfter[to] as number) - both
      return either === 0 ? 0 : both / either
    })
    return { size, shared: row, jaccards }
  })
}

/** Which group of the later grouping each of the earlier is, or -1: as many as can be, so that they are most alike together. */
export const matchGroups = (
  before: Uint8Array,
  after: Uint8Array,
  ofBefore: number,
  ofAfter: number,
): number[] => assign(overlap(before, after, ofBefore, ofAfter).map(({ jaccards }) => jaccards))
