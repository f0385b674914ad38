import type { SegmentComparison } from '../../../../../src/serve/http/contract.ts'

export type ComparedValue = SegmentComparison['groups'][number]['values'][number]
export interface Difference extends ComparedValue {
  readonly group: string
}

const leastSure = 0.05
const most = 12

/** In what two segments differ beyond chance, by most in points first. */
export function listDifferences(groups: SegmentComparison['groups']): Difference[] {
  return groups
    .flatMap(({ title: group, values }) => values.map((value) => ({ ...value, group })))
    .filter(({ q }) => q < leastSure)
    .sort((left, right) => pointsOf(right) - pointsOf(left))
    .slice(0, most)
}

const pointsOf = ({ a, b }: ComparedValue): number => Math.abs(a.share - b.share)
