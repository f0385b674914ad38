import { Link } from '@tanstack/react-router'
import type { SegmentOverlap } from '../../../../../src/serve/http/contract.ts'
import { formatCount, formatShare } from '../../../parts/figures.ts'
import { SegmentKey } from '../../../parts/segment-key.tsx'
import { CountBar } from '../../../parts/share-bar.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import { joinIds, type OverlapSearch } from '../../../search-params.ts'
import { ruleSubjects, subjectNouns } from '../../../words.ts'
import { capital } from '../capital.ts'
import styles from '../views.module.css'
import { nameSet } from './name-set.ts'

interface SetsTableProps {
  overlap: SegmentOverlap
  search: OverlapSearch
  chosen: SegmentOverlap['sets'][number] | undefined
}

/** Every set as a row; its name chooses it. */
export function SetsTable({
  overlap: { sets, segments, everybody, subjectKind },
  search,
  chosen,
}: SetsTableProps) {
  const most = Math.max(0, ...sets.map(({ members }) => members))
  return (
    <WideTable label="Sets">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">In these and in no other of them</th>
            <th scope="col" data-figures="true">
              {capital(subjectNouns[subjectKind][1])}
            </th>
            <td className={styles.bar} />
            <th scope="col" data-figures="true">
              Of everybody
            </th>
            <th scope="col">
              <span className={styles.hidden}>Make a segment</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sets.map((set) => (
            <tr key={set.in.join()} aria-current={set === chosen ? 'true' : undefined}>
              <th scope="row">
                <Link
                  to="/segments/overlap"
                  search={{ ...search, set: joinIds(set.in) }}
                  replace
                  resetScroll={false}
                >
                  <bdi>{nameSet(set, segments)}</bdi>
                </Link>
              </th>
              <td data-figures="true">{formatCount(set.members)}</td>
              <td className={styles.bar}>
                <CountBar count={set.members} most={most} />
              </td>
              <td data-figures="true">{formatShare(set.members, everybody)}</td>
              <td className={styles.key}>
                <SegmentKey title={nameSet(set, segments)} of={ruleSubjects[subjectKind]} rule={set.rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}
