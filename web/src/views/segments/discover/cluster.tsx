import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { DiscoveredCluster } from '../../../../../src/serve/http/contract.ts'
import { countOf, formatCount, formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Section } from '../../../parts/section.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import { beginWith } from '../../../search-params.ts'
import { steadinessWords } from './clusters.tsx'
import styles from './discover.module.css'

/** One group: what distinguishes it, how sure it is, and the rule it could be published as. */
export function Cluster({ cluster }: { cluster: DiscoveredCluster }) {
  const { size, share, steadiness, stability, rule, sentence, precision, recall, canPublish, reasons } =
    cluster
  return (
    <div id={`group-${cluster.cluster}`} className={styles.cluster}>
      <Section
        title={`${cluster.cluster}. ${makeInert(cluster.name)}`}
        note={`${countOf(size, 'person', 'people')}, ${formatShare(share, 1)} of all; ${steadinessWords[steadiness]}: ${stability.toFixed(2)} alike when people are drawn anew.`}
      >
        <Lifts cluster={cluster} />
        {rule === null ? null : (
          <>
            <p className={styles.rule}>{makeInert(sentence)}</p>
            <p>
              {formatShare(precision, 1)} of those this rule fits are in the group, and it fits{' '}
              {formatShare(recall, 1)} of the group.
            </p>
          </>
        )}
        {canPublish && rule !== null ? (
          <Publish rule={rule} name={cluster.name} />
        ) : (
          <div className={styles.refused}>
            <p>
              <strong>Cannot be published because</strong>
            </p>
            <ul>
              {reasons.map((reason) => (
                <li key={reason}>{makeInert(reason)}</li>
              ))}
            </ul>
          </div>
        )}
      </Section>
    </div>
  )
}

function Lifts({ cluster: { lifts, cluster } }: { cluster: DiscoveredCluster }) {
  if (lifts.length === 0) return <p>Nothing is more frequent in it than among everybody, beyond chance.</p>
  return (
    <WideTable label={`What distinguishes group ${cluster}`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">More frequent than among everybody</th>
            <th scope="col" data-figures="true">
              People
            </th>
            <th scope="col" data-figures="true">
              Here
            </th>
            <th scope="col" data-figures="true">
              Everybody
            </th>
            <th scope="col" data-figures="true">
              Times
            </th>
            <th scope="col" data-figures="true">
              By chance (q)
            </th>
          </tr>
        </thead>
        <tbody>
          {lifts.map((lift) => (
            <tr key={lift.title}>
              <th scope="row">{makeInert(lift.title)}</th>
              <td data-figures="true">{formatCount(lift.count)}</td>
              <td data-figures="true">{formatShare(lift.share, 1)}</td>
              <td data-figures="true">{formatShare(lift.overall, 1)}</td>
              <td data-figures="true">{lift.lift.toFixed(1)}</td>
              <td data-figures="true">{lift.q < 0.001 ? '< 0.001' : lift.q.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

/** To the builder with the rule put in, where somebody names and publishes it; and the rule as text. */
function Publish({ rule, name }: { rule: Record<string, unknown>; name: string }) {
  return (
    <>
      <Button
        aria-label={`Publish as a segment: ${makeInert(name)}`}
        renderRoot={(props) => (
          <Link to="/segments/new" search={beginWith(name, 'people', rule)} {...props} />
        )}
      >
        Publish as a segment
      </Button>
      <details className={styles.details}>
        <summary>The rule as text</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre tabIndex={0}>{makeLinesInert(JSON.stringify(rule, null, 2))}</pre>
      </details>
    </>
  )
}

const makeLinesInert = (text: string): string => text.split('\n').map(makeInert).join('\n')
