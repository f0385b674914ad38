import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import type { SegmentComparison } from '../../../../../src/serve/http/contract.ts'
import { countOf, formatCount, formatShare } from '../../../parts/figures.ts'
import { makeInert, shorten } from '../../../parts/inert-text.ts'
import { Section } from '../../../parts/section.tsx'
import { SegmentKey } from '../../../parts/segment-key.tsx'
import { CountBar, type Fill, Swatch } from '../../../parts/share-bar.tsx'
import { WideTable } from '../../../parts/wide-table.tsx'
import { ruleSubjects, subjectNouns } from '../../../words.ts'
import { capital } from '../capital.ts'
import { TickKey } from '../profile/distinguishes.tsx'
import styles from '../views.module.css'
import { ComparedTable } from './compared-table.tsx'
import { listDifferences } from './differences.ts'

interface Given {
  comparison: SegmentComparison
}

/** Who is in both, what sets the two apart beyond chance, and everything else that is known of either. */
export function Comparison({ comparison }: Given) {
  return (
    <>
      <Shared comparison={comparison} />
      <Differences comparison={comparison} />
      <Everything comparison={comparison} />
    </>
  )
}

function Shared({ comparison }: Given) {
  const { a, b, both, onlyA, onlyB, rules, subjectKind } = comparison
  const [titleA, titleB] = [shorten(a.title, 60), shorten(b.title, 60)]
  const parts: { id: string; title: string; count: number; fill: Fill; rule: typeof rules.both }[] = [
    { id: 'a', title: `${titleA}, not ${titleB}`, count: onlyA, fill: 'seen', rule: rules.onlyA },
    { id: 'both', title: `${titleA} and ${titleB}`, count: both, fill: 'seen', rule: rules.both },
    { id: 'b', title: `${titleB}, not ${titleA}`, count: onlyB, fill: 'quiet', rule: rules.onlyB },
  ]
  const most = Math.max(...parts.map(({ count }) => count))
  const [one, many] = subjectNouns[subjectKind]
  return (
    <Section title={sayShared(comparison)} note={<Sizes comparison={comparison} />}>
      <WideTable label="Who is in which">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">In which</th>
              <th scope="col" data-figures="true">
                {capital(many)}
              </th>
              <td className={styles.bar} />
              <th scope="col">
                <span className={styles.hidden}>Make a segment</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ id, title, count, fill, rule }) => (
              <tr key={id}>
                <th scope="row">
                  <bdi>{title}</bdi>
                </th>
                <td data-figures="true">{formatCount(count)}</td>
                <td className={styles.bar}>
                  <CountBar count={count} most={most} fill={fill} />
                </td>
                <td className={styles.key}>
                  {count === 0 ? null : (
                    <SegmentKey title={title} of={ruleSubjects[subjectKind]} rule={rule} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <p className={styles.soft}>Of {countOf(comparison.everybody, one, many)} in all.</p>
    </Section>
  )
}

/** Each with its size and the way to its page. */
function Sizes({ comparison: { a, b, subjectKind } }: Given) {
  return (
    <>
      {[a, b].map(({ segment, title, members }, at) => (
        <span key={segment}>
          {at === 0 ? '' : '; '}
          <Swatch fill={at === 0 ? 'seen' : 'quiet'} />
          <Link to="/segments/$segment" params={{ segment }}>
            <bdi>{makeInert(title)}</bdi>
          </Link>{' '}
          holds {countOf(members, ...subjectNouns[subjectKind])}
        </span>
      ))}
      .
    </>
  )
}

function sayShared({ both, onlyA, onlyB, jaccard, subjectKind }: SegmentComparison): string {
  const either = both + onlyA + onlyB
  const nobody = subjectKind === 'person' ? 'Nobody' : 'No organisation'
  if (jaccard === null) return `${nobody} is in either`
  if (both === 0) return `${nobody} is in both`
  return `${formatCount(both)} of the ${formatCount(either)} in either are in both: ${formatShare(jaccard, 1)}`
}

function Differences({ comparison }: Given) {
  const differences = listDifferences(comparison.groups)
  const [first] = differences
  if (first === undefined)
    return (
      <Section title="Nothing is known that sets them apart">
        <p className={styles.soft}>
          Where their shares differ, the difference may be chance: too few are in them, or they are alike.
        </p>
      </Section>
    )
  return (
    <Section
      title={`${makeInert(first.title)}: ${formatShare(first.a.share, 1)} of the one, ${formatShare(first.b.share, 1)} of the other`}
      note="What sets them apart, and not by chance; the largest difference comes first."
    >
      <TickKey />
      <ComparedTable label="What sets them apart" what="So of" comparison={comparison} rows={differences} />
    </Section>
  )
}

function Everything({ comparison }: Given) {
  if (comparison.groups.length === 0)
    return (
      <Section title="Nothing else is known of either">
        <p className={styles.soft}>
          Their members are in no segment of another scheme, and no attribute of theirs is likely enough.
        </p>
      </Section>
    )
  return (
    <Section title="All that is known of either" note="Differences here may be chance.">
      <div className={styles.stack}>
        {comparison.groups.map((group) => (
          <Group key={group.group} comparison={comparison} group={group} />
        ))}
      </div>
    </Section>
  )
}

function Group({ comparison, group }: Given & { group: SegmentComparison['groups'][number] }) {
  const id = useId()
  const title = makeInert(group.title)
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ComparedTable label={`${title} of both`} what="Value" comparison={comparison} rows={group.values} />
    </section>
  )
}
