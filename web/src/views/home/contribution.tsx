import type { Home } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount, formatShare } from '../../parts/figures.ts'
import { Section } from '../../parts/section.tsx'
import { CountBar } from '../../parts/share-bar.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { nameFileClass, nameGivers } from '../../words.ts'
import styles from './home.module.css'

interface Row {
  fileClass: string
  added: number
  removed: number
  people?: number
}

/** What is given, by class of file: who gives beside how much, because the two often disagree. */
export function Contribution({ rows }: { rows: Home['contribution'] }) {
  if (rows.length === 0) return null
  const sorted = sortByLines(rows)
  const lines = sorted.reduce((sum, row) => sum + row.added + row.removed, 0)
  const mostPeople = Math.max(...sorted.map((row) => row.people))
  const mostLines = Math.max(...sorted.map((row) => row.added + row.removed))
  return (
    <Section
      title={sayContribution(sorted)}
      note="One person may give to several classes; lines are those added and removed."
    >
      <WideTable label="Contribution by class of file">
        <table className={styles.ladder}>
          <thead>
            <tr>
              <th scope="col">Class of file</th>
              <th scope="col" className={styles.figures}>
                People
              </th>
              <td className={styles.wide} />
              <th scope="col" className={styles.figures}>
                Lines
              </th>
              <td className={styles.wide} />
              <th scope="col" className={styles.figures}>
                Share
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.fileClass}>
                <th scope="row">{nameFileClass(row.fileClass)}</th>
                <td className={styles.figures}>{formatCount(row.people)}</td>
                <td className={styles.wide}>
                  <CountBar count={row.people} most={mostPeople} />
                </td>
                <td className={styles.figures}>{formatCount(row.added + row.removed)}</td>
                <td className={styles.wide}>
                  <CountBar count={row.added + row.removed} most={mostLines} fill="quiet" />
                </td>
                <td className={styles.figures}>{formatShare(row.added + row.removed, lines)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}

const sortByLines = <T extends Row>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => b.added + b.removed - (a.added + a.removed))

function sayContribution(sorted: Home['contribution']): string {
  const [first] = sorted
  const lines = sorted.reduce((sum, row) => sum + row.added + row.removed, 0)
  if (first === undefined || lines === 0) return 'No lines are recorded.'
  return `${nameGivers(first.fileClass)} move ${formatShare(first.added + first.removed, lines)} of all lines; they are ${countOf(first.people, 'person', 'people')}.`
}
