import { Link } from '@tanstack/react-router'
import type { Scheme } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount, formatShare } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { CountBar, type Share, StackedBar, Swatch } from '../../parts/share-bar.tsx'
import { joinIds } from '../../search-params.ts'
import { subjectNouns } from '../../words.ts'
import styles from './segments.module.css'

/** One way of dividing the community: what it asks, how many it can place, and its segments to scale. */
export function SchemeCard({ scheme }: { scheme: Scheme }) {
  const most = Math.max(0, ...scheme.segments.map((segment) => segment.members))
  const isCustom = scheme.scheme.startsWith('custom')
  // Whoever is in one segment made of a rule may be in others; of them as many as can be looked at together.
  const shared = scheme.segments
    .filter(({ members }) => members > 0)
    .slice(0, 8)
    .map(({ segment }) => segment)
  const mostUnnamed = Math.max(0, ...scheme.segments.map((segment) => segment.anonymous))
  return (
    <section className={styles.scheme} aria-labelledby={`scheme-${scheme.scheme}`}>
      <h2 id={`scheme-${scheme.scheme}`}>
        <Name text={scheme.title} />
      </h2>
      <p className={styles.question}>{makeInert(scheme.question)}</p>
      {scheme.subjectKind === 'visitor' ? null : <Coverage scheme={scheme} />}
      {scheme.finding !== null && <p className={styles.question}>{makeInert(scheme.finding.sentence)}</p>}
      <ul className={styles.segments}>
        {scheme.segments.map((segment) => (
          <li key={segment.segment}>
            <Link to="/segments/$segment" params={{ segment: segment.segment }} className={styles.segment}>
              <Name text={segment.title} />
            </Link>
            {scheme.subjectKind === 'visitor' ? (
              <>
                <span className={styles.figure}>
                  {segment.anonymous === 0 ? '–' : formatCount(segment.anonymous)}
                </span>
                <CountBar count={segment.anonymous} most={mostUnnamed} fill="glimpsed" />
              </>
            ) : segment.members === 0 && segment.anonymous > 0 ? (
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
      <p className={styles.overlaps}>
        <Link to="/segments/schemes" search={{ scheme: scheme.scheme }}>
          How it overlaps other schemes<span className={styles.hidden}>: {makeInert(scheme.title)}</span>
        </Link>
        {isCustom && shared.length > 1 ? (
          <Link to="/segments/overlap" search={{ segments: joinIds(shared) }}>
            How its segments overlap<span className={styles.hidden}>: {makeInert(scheme.title)}</span>
          </Link>
        ) : null}
      </p>
    </section>
  )
}

/** The share a scheme can place: solid. Conflicts and unknowns are open. */
function Coverage({ scheme }: { scheme: Scheme }) {
  const whole = scheme.classified + scheme.unknown + scheme.conflicting
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
        {countOf(whole, ...subjectNouns[scheme.subjectKind])}.
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
