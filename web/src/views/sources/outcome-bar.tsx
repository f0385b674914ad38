import type { Run } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { type Share, StackedBar, Swatch } from '../../parts/share-bar.tsx'
import { nameOutcome } from '../../words.ts'
import styles from './sources.module.css'

/** Where every record of a run ended: the parts add up to what was read. */
export function OutcomeBar({
  outcomes,
  withReasons = false,
}: {
  outcomes: Run['outcomes']
  withReasons?: boolean
}) {
  const shares: Share[] = [
    { label: nameOutcome('appended'), count: outcomes.appended, fill: 'seen' },
    { label: nameOutcome('duplicate'), count: outcomes.duplicate, fill: 'quiet' },
    { label: nameOutcome('ignored'), count: outcomes.ignored, fill: 'open' },
    { label: nameOutcome('quarantined'), count: outcomes.quarantined, fill: 'waiting' },
  ]
  if (outcomes.records === 0) return <p className={styles.reasons}>There was nothing new to read.</p>
  return (
    <div className={styles.outcomes}>
      <StackedBar shares={shares} />
      <p className={styles.legend}>
        <span>{countOf(outcomes.records, 'record', 'records')}:</span>
        {shares
          .filter((share) => share.count > 0)
          .map((share) => (
            <span key={share.label} className={styles.share}>
              <Swatch fill={share.fill} />
              {formatCount(share.count)} {share.label}
            </span>
          ))}
      </p>
      {withReasons ? (
        <>
          <Reasons title="Ignored" counts={outcomes.ignoredBy} />
          <Reasons title="Quarantined" counts={outcomes.quarantinedBy} />
        </>
      ) : null}
    </div>
  )
}

function Reasons({ title, counts }: { title: string; counts: Record<string, number> }) {
  const reasons = Object.entries(counts).sort(([, a], [, b]) => b - a)
  if (reasons.length === 0) return null
  return (
    <p className={styles.reasons}>
      {title}: {reasons.map(([reason, count]) => `${makeInert(reason)} (${formatCount(count)})`).join(', ')}
    </p>
  )
}
