import { type FeatureTable, unknownCode } from '../feature-table.ts'

/** How unlike each two of `size` subjects are; a row after the other. */
export interface Distances {
  readonly size: number
  readonly values: Float32Array
}

/** Distances by a function of two places, which is asked once for each pair. */
export async function measureDistances(
  size: number,
  between: (left: number, right: number) => number,
  pause: () => Promise<void>,
): Promise<Distances> {
  const values = new Float32Array(size * size)
  for (let left = 0; left < size; left++) {
    for (let right = left + 1; right < size; right++) {
      const distance = between(left, right)
      values[left * size + right] = distance
      values[right * size + left] = distance
    }
    await pause()
  }
  return { size, values }
}

/**
 * Gower's (1971): the mean of what differs, from 0 to 1. Numbers differ by their share of the range, values by being others; what nobody
 * knows of one of the two is left out, and so is what both lack where that says nothing. Nothing in common to compare: 1.
 */
export function compareByGower(table: FeatureTable): (left: number, right: number) => number {
  const { columns } = table
  const ranges = columns.map((column) => (column.kind === 'numeric' ? rangeOf(column.values) : 1))
  return (left, right) => {
    let sum = 0
    let counted = 0
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at] as (typeof columns)[number]
      if (column.kind === 'numeric') {
        const difference = Math.abs((column.values[left] as number) - (column.values[right] as number))
        if (Number.isNaN(difference)) continue
        counted += 1
        sum += difference / (ranges[at] as number)
        continue
      }
      const [a, b] = [column.codes[left] as number, column.codes[right] as number]
      if (a === unknownCode || b === unknownCode) continue
      if (column.isAsymmetric === true && a === 0 && b === 0) continue
      counted += 1
      if (a !== b) sum += 1
    }
    return counted === 0 ? 1 : sum / counted
  }
}

/** Never 0: where all are alike any range says that nothing differs. */
function rangeOf(values: Float32Array): number {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return highest > lowest ? highest - lowest : 1
}
