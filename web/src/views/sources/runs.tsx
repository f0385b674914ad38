import { useQuery } from '@tanstack/react-query'
import { askRuns } from '../../api/questions.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { RunStatus } from '../../parts/run-status.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import styles from './sources.module.css'

/** The runs of a source, the latest first. */
export function Runs({ source }: { source: string }) {
  const { data, error } = useQuery(askRuns(source))
  if (error !== null) return <ProblemNote error={error} />
  if (data === undefined) return <WaitingLines lines={3} />
  if (data.total === 0) return null
  return (
    <Section title={`It has been read ${countOf(data.total, 'time', 'times')}`}>
      <WideTable label="Runs">
        <table className={styles.runs}>
          <thead>
            <tr>
              <th scope="col">Started</th>
              <th scope="col">Ended</th>
              <th scope="col" data-figures="true">
                Records
              </th>
              <th scope="col" data-figures="true">
                Appended
              </th>
              <th scope="col" data-figures="true">
                Quarantined
              </th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((run) => (
              <tr key={`${run.runId} ${run.updatedAt} ${run.status}`}>
                <td>
                  <When at={run.startedAt} precise />
                </td>
                <td>
                  <RunStatus status={run.status} />
                </td>
                <td data-figures="true">{formatCount(run.outcomes.records)}</td>
                <td data-figures="true">{formatCount(run.outcomes.appended)}</td>
                <td data-figures="true">{formatCount(run.outcomes.quarantined)}</td>
                <td className={styles.reason}>{makeInert(run.reason)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}
