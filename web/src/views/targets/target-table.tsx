import { Link } from '@tanstack/react-router'
import type { Targets } from '../../../../src/serve/http/contract.ts'
import { formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { WideTable } from '../../parts/wide-table.tsx'
import { formatMoney } from './money.ts'
import { sayPlace } from './placed.ts'
import styles from './targets.module.css'

/** The figures behind the matrix, the most attractive first. */
export function TargetTable({ targets }: { targets: Targets }) {
  const { currency } = targets.settings
  return (
    <WideTable label="Targets">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col" data-figures="true">
              Members
            </th>
            <th scope="col" data-figures="true">
              Impact in 12 months
            </th>
            <th scope="col" data-figures="true">
              Importance
            </th>
            <th scope="col">Where it stands</th>
            <th scope="col" data-figures="true">
              Attractiveness
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.items.map(({ segment, title, members, placement }, at) => (
            <tr key={segment}>
              <th scope="row">
                {at + 1}.{' '}
                <Link to="/targets/$segment" params={{ segment }}>
                  {makeInert(title)}
                </Link>
              </th>
              <td data-figures="true">{formatCount(members)}</td>
              <td data-figures="true">
                {placement.impact === null
                  ? 'unknown'
                  : `${formatMoney(placement.impact.percentiles[0] ?? 0, currency)} to ${formatMoney(placement.impact.percentiles[2] ?? 0, currency)}`}
              </td>
              <td data-figures="true">
                {placement.importance === null
                  ? `${placement.raters} of 2 raters`
                  : `${placement.importance.mean.toFixed(2)} ± ${placement.importance.deviation.toFixed(2)}`}
              </td>
              <td>{sayPlace(placement)}</td>
              <td data-figures="true">{placement.attractiveness?.toFixed(2) ?? 'unknown'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}
