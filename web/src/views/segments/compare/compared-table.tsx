import type { SegmentComparison } from '../../../../../src/serve/http/contract.ts'
import { formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Name } from '../../../parts/name.tsx'
import { SegmentKey } from '../../../parts/segment-key.tsx'
import { type Fill, TickedBar } from '../../../parts/share-bar.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import { ruleSubjects } from '../../../words.ts'
import styles from '../views.module.css'
import type { ComparedValue } from './differences.ts'

export interface ComparedRow extends ComparedValue {
  /** The question a value answers, where a table holds several. */
  readonly group?: string
}

interface ComparedTableProps {
  label: string
  what: string
  comparison: SegmentComparison
  rows: readonly ComparedRow[]
}

/** Shares of two segments beside each other, to one scale. */
export function ComparedTable({ label, what, comparison, rows }: ComparedTableProps) {
  const { a, b } = comparison
  return (
    <WideTable label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {[a, b].map(({ segment, title }) => (
              <th key={segment} scope="col" className={styles.half}>
                <div className={styles.short}>
                  <Name text={title} oneLine />
                </div>
              </th>
            ))}
            <th scope="col" data-figures="true">
              Everybody
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.group ?? ''} ${row.title}`}>
              <th scope="row">
                {row.group === undefined ? null : (
                  <span className={styles.soft}>{makeInert(row.group)}: </span>
                )}
                <bdi>{makeInert(row.title)}</bdi>
              </th>
              <Side row={row} of={a} side={row.a} fill="seen" comparison={comparison} />
              <Side row={row} of={b} side={row.b} fill="quiet" comparison={comparison} />
              <td data-figures="true">{formatShare(row.overall, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

interface SideProps {
  row: ComparedRow
  of: SegmentComparison['a']
  side: ComparedValue['a']
  fill: Fill
  comparison: SegmentComparison
}

function Side({ row, of, side, fill, comparison }: SideProps) {
  return (
    <td>
      <div className={styles.side}>
        <span>{formatShare(side.share, 1)}</span>
        <TickedBar share={side.share} tick={row.overall} fill={fill} />
        <span className={styles.key}>
          {side.count === 0 ? null : (
            <SegmentKey
              title={`${of.title}: ${row.title}`}
              of={ruleSubjects[comparison.subjectKind]}
              rule={side.rule}
            />
          )}
        </span>
      </div>
    </td>
  )
}
