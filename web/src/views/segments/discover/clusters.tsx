import type { DiscoveredCluster } from '../../../../../src/serve/http/contract.ts'
import { formatCount, formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { CountBar } from '../../../parts/share-bar.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import styles from './discover.module.css'

export const steadinessWords = { stable: 'stable', doubtful: 'doubtful', dissolves: 'dissolves' } as const

/** All groups at a glance, to scale. */
export function Clusters({ clusters }: { clusters: readonly DiscoveredCluster[] }) {
  const most = Math.max(0, ...clusters.map(({ size }) => size))
  return (
    <WideTable label="Groups">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" data-figures="true">
              People
            </th>
            <th scope="col" data-figures="true">
              Share
            </th>
            <td className={styles.bar} />
            <th scope="col">Found again</th>
            <th scope="col" data-figures="true">
              Rule fits
            </th>
            <th scope="col">To publish</th>
          </tr>
        </thead>
        <tbody>
          {clusters.map((cluster) => (
            <tr key={cluster.cluster}>
              <th scope="row">
                <a href={`#group-${cluster.cluster}`}>
                  {cluster.cluster}. {makeInert(cluster.name)}
                </a>
              </th>
              <td data-figures="true">{formatCount(cluster.size)}</td>
              <td data-figures="true">{formatShare(cluster.share, 1)}</td>
              <td className={styles.bar}>
                <CountBar
                  count={cluster.size}
                  most={most}
                  fill={cluster.steadiness === 'stable' ? 'seen' : 'glimpsed'}
                />
              </td>
              <td>
                {steadinessWords[cluster.steadiness]} ({cluster.stability.toFixed(2)})
              </td>
              <td data-figures="true">
                {cluster.rule === null ? 'no rule' : formatShare(cluster.recall, 1)}
              </td>
              <td>{cluster.canPublish ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}
