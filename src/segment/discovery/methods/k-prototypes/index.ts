import { type ClusteringMethod, type Effort, orderBySize } from '../../clustering-method.ts'
import { type FeatureTable, takeRows } from '../../feature-table.ts'
import { measureByGower } from '../../statistics/distances.ts'
import { drawSample } from '../../statistics/random.ts'
import { measureSilhouette } from '../../statistics/silhouette.ts'
import { layOut, type Prototypes, seedPrototypes, settle } from './find-prototypes.ts'

/** Beginnings are tried, and silhouettes measured, on so many; all are then assigned. */
const tried = 5000
const compared = 1000

/** Half the mean standard deviation of the numbers (Huang 1998), which are scaled to 1. */
const gamma = 0.5

export const method: ClusteringMethod = {
  name: 'k-prototypes',
  title: 'Nearest averages',
  sentence: 'Groups everybody around averages of counts and the most frequent of values.',
  compares: 'numbers',
  most: 100_000_000,
  criterion: { name: 'silhouette', better: 'higher' },
  fewest: 2,
  async fit(table, k, effort) {
    const scaled = scale(table)
    const points = layOut(scaled)
    const begin = await findBeginning(scaled, k, effort)
    const found = await settle(points, begin, gamma, effort.pause)
    const ordered = orderBySize(found.labels, k)
    const rows = drawSample(effort.random, table.rows, compared)
    const distances = await measureByGower(takeRows(table, rows), effort.pause)
    const labels = Uint8Array.from(rows, (row) => ordered.labels[row] as number)
    return {
      labels: ordered.labels,
      k: ordered.k,
      score: await measureSilhouette(distances, labels, effort.pause),
      spread: found.cost,
      warnings: [],
    }
  },
}

async function findBeginning(table: FeatureTable, k: number, effort: Effort): Promise<Prototypes> {
  const points = layOut(takeRows(table, drawSample(effort.random, table.rows, tried)))
  let best: { cost: number; prototypes: Prototypes } | undefined
  for (let start = 0; start < effort.starts; start++) {
    const begin = seedPrototypes(points, k, gamma, effort.random)
    const found = await settle(points, begin, gamma, effort.pause)
    if (best === undefined || found.cost < best.cost) best = found
  }
  return best?.prototypes ?? seedPrototypes(points, k, gamma, effort.random)
}

/** Numbers with mean 0 and standard deviation 1, so that none counts more for its unit. */
function scale(table: FeatureTable): FeatureTable {
  return {
    rows: table.rows,
    columns: table.columns.map((column) => {
      if (column.kind === 'nominal') return column
      let [count, sum, squares] = [0, 0, 0]
      for (const value of column.values) {
        if (Number.isNaN(value)) continue
        count += 1
        sum += value
        squares += value * value
      }
      const mean = count === 0 ? 0 : sum / count
      const deviation = count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean))
      const unit = deviation > 1e-9 ? deviation : 1
      return { ...column, values: column.values.map((value) => (value - mean) / unit) }
    }),
  }
}
