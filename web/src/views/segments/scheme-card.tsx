import { Link } from '@tanstack/react-router'
import type { Scheme } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount, formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { CountBar, type Share, StackedBar, Swatch } from '../../parts/share-bar.tsx'
import styles from './segments.module.css'

/** One way of dividing the community: what it asks, how many it can place, and its segments to scale. */
export function SchemeCard({ scheme }: { scheme: Scheme }) {
  const most = Math.max(0, ...scheme.segments.map((segment) => segment.members))
  return (
    <section className={styles.scheme} aria-labelledby={`scheme-${scheme.scheme}`}>
      <h2 id={`scheme-${scheme.scheme}`}>
        <Name text={scheme.title} />
      </h2>
      <p className={styles.question}>{makeInert(scheme.question)}</p>
      <Coverage scheme={scheme} />
      {scheme.finding !== null && <p className={styles.question}>{makeInert(scheme.finding.sentence)}</p>}
      <ul className={styles.segments}>
        {scheme.segments.map((segment) => (
          <li key={segment.segment}>
            <Link to="/segments/$segment" params={{ segment: segment.segment }} className={styles.segment}>
              <Name text={segment.title} />
            </Link>
            {segment.members === 0 && segment.anonymous > 0 ? (
              <>
                <span className={styles.figure}>{formatCount(segment.anonymous)}</span>
                <span className={styles.unnamed}>without a name, not to scale</span>
              </>
            ) : (
              <>
                <span className={styles.figure}>{formatCount(segment.members)}</span>
                <CountBar count={segment.members} most={most} />
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The share a scheme can place: solid. Conflicts and unknowns are open. */
function Coverage({ scheme }: { scheme: Scheme }) {
  const whole = scheme.classified + scheme.unknown + scheme.conflicting
  const noun: [string, string] =
    scheme.subjectKind === 'person' ? ['person', 'people'] : ['organisation', 'organisations']
  // Rules need not fit everybody: whoever is in none is not somebody nobody knows.
  const isCustom = scheme.scheme.startsWith('custom')
  const shares: Share[] = [
    { label: isCustom ? 'in at least one' : 'placed', count: scheme.classified, fill: 'seen' },
    { label: 'in conflict', count: scheme.conflicting, fill: 'waiting' },
    { label: isCustom ? 'in none' : 'not known', count: scheme.unknown, fill: 'open' },
  ]
  return (
    <div className={styles.coverage}>
      <p>
        {isCustom ? 'They hold' : 'It can place'} {formatShare(scheme.classified, whole)} of{' '}
        {countOf(whole, ...noun)}.
      </p>
      <StackedBar shares={shares} />
      <p className={styles.legend}>
        {shares
          .filter((share) => share.count > 0)
          .map((share) => (
            <span key={share.label}>
              <Swatch fill={share.fill} />
              {formatCount(share.count)} {share.label}
            </span>
          ))}
      </p>
    </div>
  )
}
