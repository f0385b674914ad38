import { type ClusteringMethod, orderBySize } from '../../clustering-method.ts'
import { measureByGower } from '../../statistics/distances.ts'
import { measureSilhouette } from '../../statistics/silhouette.ts'
import { partitionAroundMedoids } from './partition-around-medoids.ts'

export const method: ClusteringMethod = {
  name: 'pam',
  title: 'Typical people',
  sentence: 'Finds people who stand for others and groups everybody around the one most like them.',
  compares: 'numbers',
  most: 5000,
  criterion: { name: 'silhouette', better: 'higher' },
  fewest: 2,
  async fit(table, k, { pause }) {
    const distances = await measureByGower(table, pause)
    const found = await partitionAroundMedoids(distances, k, pause)
    const ordered = orderBySize(found.labels, found.medoids.length)
    return {
      labels: ordered.labels,
      k: ordered.k,
      score: await measureSilhouette(distances, ordered.labels, pause),
      spread: found.total,
      warnings: [],
    }
  },
}
