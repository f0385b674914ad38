import { Link } from '@tanstack/react-router'
import type { Home } from '../../../../src/serve/http/contract.ts'
import { Name } from '../../parts/name.tsx'
import { RunStatus } from '../../parts/run-status.tsx'
import { Section } from '../../parts/section.tsx'
import { Ago, When } from '../../parts/when.tsx'
import { WideTable } from '../../parts/wide-table.tsx'
import { nameStage } from '../../words.ts'
import styles from './home.module.css'

/** How fresh and how complete what is seen here is. */
export function Freshness({ rows, stages }: { rows: Home['freshness']; stages: Home['stages'] }) {
  return (
    <Section title={sayFreshness(rows)} note={<StageWords stages={stages} />}>
      <WideTable label="Freshness of the sources">
        <table className={styles.ladder}>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Last run</th>
              <th scope="col" className={styles.spacious}>
                Latest event
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.source}>
                <th scope="row">
                  <Link to="/sources/$id" params={{ id: row.source }}>
                    <Name text={row.source} />
                  </Link>
                </th>
                <td>
                  <span className={styles.moves}>
                    <RunStatus status={row.status} />
                    {row.lastRun === null ? null : <Ago at={row.lastRun} />}
                  </span>
                </td>
                <td className={styles.spacious}>
                  <When at={row.lastEvent} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Section>
  )
}

function StageWords({ stages }: { stages: Home['stages'] }) {
  return (
    <span className={styles.stages}>
      {stages.map((stage) => (
        <span key={stage.stage}>
          {nameStage(stage.stage)}{' '}
          {stage.finishedAt === null ? (
            'has not run yet'
          ) : (
            <>
              ran <Ago at={stage.finishedAt} />
              {stage.stale ? ', should run again' : ''}
            </>
          )}
        </span>
      ))}
    </span>
  )
}

function sayFreshness(rows: Home['freshness']): string {
  const troubled = rows.filter((row) => row.status !== 'complete').length
  if (rows.length === 0) return 'There are no sources.'
  if (troubled > 0)
    return `${troubled} of ${rows.length} sources ${troubled === 1 ? 'was' : 'were'} not read whole.`
  if (rows.length === 1) return 'The one source was read whole.'
  return rows.length === 2 ? 'Both sources were read whole.' : `All ${rows.length} sources were read whole.`
}
