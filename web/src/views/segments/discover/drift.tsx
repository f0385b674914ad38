import type { DiscoveredCluster, Discovery } from '../../../../../src/serve/http/contract.ts'
import { countOf, formatCount } from '../../../parts/figures.ts'
import { Section } from '../../../parts/section.tsx'
import { Ago } from '../../../parts/when.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import styles from './discover.module.css'

const verdicts = {
  stable: 'Little has moved since the search before',
  watch: 'Some has moved since the search before',
  rebuild: 'Much has moved since the search before',
} as const

/** Who went where since the search before. */
export function Drift({
  drift,
  now,
}: {
  drift: NonNullable<Discovery['drift']>
  now: readonly DiscoveredCluster[]
}) {
  return (
    <Section
      title={verdicts[drift.verdict]}
      note={
        <>
          It was <Ago at={drift.madeAt} />; {countOf(drift.people, 'person is', 'people are')} in both.
          Stability index {drift.shift.toFixed(3)} (up to 0.1 little, above 0.25 much)
          {drift.agreement === null ? '' : `, adjusted Rand index ${drift.agreement.toFixed(2)}`}.
        </>
      }
    >
      <WideTable label="Who went where">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Before</th>
              {now.map(({ cluster }) => (
                <th key={cluster} scope="col" data-figures="true">
                  Now {cluster}
                </th>
              ))}
              <th scope="col">Is now</th>
            </tr>
          </thead>
          <tbody>
            {drift.migration.map((row, group) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an earlier group is its number
              <tr key={group}>
                <th scope="row">Group {group + 1}</th>
                {now.map(({ cluster }) => (
                  <td key={cluster} data-figures="true">
                    {formatCount(row[cluster - 1] ?? 0)}
                  </td>
                ))}
                <td>{drift.becomes[group] == null ? 'gone' : `group ${drift.becomes[group]}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}
