import { type FeatureColumn, type FeatureTable, type NominalColumn, unknownCode } from '../feature-table.ts'

/** How unlike each two of `size` subjects are; a row after the other. */
export interface Distances {
  readonly size: number
  readonly values: Float32Array
}

/**
 * Gower's (1971): the mean of what differs, from 0 to 1. Numbers differ by their share of the range, values by being others; what nobody
 * knows of one of the two is left out, and so is what both lack where that says nothing. Nothing in common to compare: 1.
 */
export async function measureByGower(table: FeatureTable, pause: () => Promise<void>): Promise<Distances> {
  const { rows: size, columns } = table
  const scaled = columns.map(scaleColumn)
  const values = new Float32Array(size * size)
  const sums = new Float64Array(size)
  const counts = new Uint16Array(size)
  for (let left = 0; left < size; left++) {
    sums.fill(0)
    counts.fill(0)
    // Column by column, so that the inner loops do one thing each.
    for (const column of scaled)
      if (column.kind === 'numeric') addNumbers(column.values, left, sums, counts)
      else addCodes(column, left, sums, counts)
    for (let right = left + 1; right < size; right++) {
      const counted = counts[right] as number
      const distance = counted === 0 ? 1 : (sums[right] as number) / counted
      values[left * size + right] = distance
      values[right * size + left] = distance
    }
    await pause()
  }
  return { size, values }
}

function scaleColumn(column: FeatureColumn): FeatureColumn {
  if (column.kind === 'nominal') return column
  const range = rangeOf(column.values)
  return { ...column, values: column.values.map((value) => value / range) }
}

function addNumbers(values: Float32Array, left: number, sums: Float64Array, counts: Uint16Array): void {
  const own = values[left] as number
  for (let right = left + 1; right < values.length; right++) {
    const difference = Math.abs(own - (values[right] as number))
    if (Number.isNaN(difference)) continue
    sums[right] = (sums[right] as number) + difference
    counts[right] = (counts[right] as number) + 1
  }
}

function addCodes(
  { codes, isAsymmetric }: NominalColumn,
  left: number,
  sums: Float64Array,
  counts: Uint16Array,
): void {
  const own = codes[left] as number
  if (own === unknownCode) return
  const isLacking = isAsymmetric === true && own === 0
  for (let right = left + 1; right < codes.length; right++) {
    const other = codes[right] as number
    if (other === unknownCode || (isLacking && other === 0)) continue
    counts[right] = (counts[right] as number) + 1
    if (other !== own) sums[right] = (sums[right] as number) + 1
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
