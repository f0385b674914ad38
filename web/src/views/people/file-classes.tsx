import type { Person } from '../../../../src/serve/http/contract.ts'
import { formatCount, formatShare } from '../../parts/figures.ts'
import { Section } from '../../parts/section.tsx'
import { CountBar } from '../../parts/share-bar.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { nameFileClass } from '../../words.ts'
import styles from './profile.module.css'

/** What somebody gives, by class of file. */
export function FileClasses({ rows }: { rows: Person['contribution'] }) {
  const sorted = [...rows].sort((a, b) => b.added + b.removed - (a.added + a.removed))
  const lines = sorted.reduce((sum, row) => sum + row.added + row.removed, 0)
  const [first] = sorted
  if (first === undefined || lines === 0) return null
  const most = first.added + first.removed
  return (
    <Section
      title={`${formatShare(most, lines)} of their lines are in ${nameFileClass(first.fileClass).toLowerCase()}`}
    >
      <WideTable label="Contribution by class of file">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Class of file</th>
              <th scope="col" data-figures="true">
                Lines added
              </th>
              <th scope="col" data-figures="true">
                Lines removed
              </th>
              <td className={styles.bar} />
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.fileClass}>
                <th scope="row">{nameFileClass(row.fileClass)}</th>
                <td data-figures="true">{formatCount(row.added)}</td>
                <td data-figures="true">{formatCount(row.removed)}</td>
                <td className={styles.bar}>
                  <CountBar count={row.added + row.removed} most={most} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}
