import { Link } from '@tanstack/react-router'
import type { Home } from '../../../../src/serve/http/contract.ts'
import { formatCount } from '../../parts/figures.ts'
import { Swatch } from '../../parts/share-bar.tsx'
import styles from './home.module.css'

/** The figures of the workspace; those with a page lead there. `counted`: some source counts people without a name. */
export function Counts({ counts, counted }: { counts: Home['counts']; counted: boolean }) {
  return (
    <dl className={styles.counts}>
      <div>
        <dt>
          <Swatch fill="seen" />
          <Link to="/people" search={{ class: 'human' }}>
            People named
          </Link>
        </dt>
        <dd>{formatCount(counts.people)}</dd>
      </div>
      <div>
        <dt>
          <Swatch fill="glimpsed" />
          Visitors without a name
        </dt>
        <dd>
          {counted ? (
            <>
              {formatCount(counts.anonymousVisitors)} <small>in the fullest month of a year</small>
            </>
          ) : (
            <span className={styles.none}>not counted</span>
          )}
        </dd>
      </div>
      <div>
        <dt>
          <Link to="/organisations">Organisations</Link>
        </dt>
        <dd>{formatCount(counts.organisations)}</dd>
      </div>
      <div>
        <dt>
          <Link to="/people" search={{ class: 'bot' }}>
            Bots
          </Link>
        </dt>
        <dd>{formatCount(counts.bots)}</dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>{formatCount(counts.events)}</dd>
      </div>
      <div>
        <dt>
          <Link to="/sources">Sources</Link>
        </dt>
        <dd>{formatCount(counts.sources)}</dd>
      </div>
    </dl>
  )
}
