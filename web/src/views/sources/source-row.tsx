import { Link } from '@tanstack/react-router'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { RunStatus } from '../../parts/run-status.tsx'
import { Ago, When } from '../../parts/when.tsx'
import { CollectKey } from './collect-key.tsx'
import { OutcomeBar } from './outcome-bar.tsx'
import styles from './sources.module.css'

/** One source: how its last run went, what came of it, and the keys to read it again. */
export function SourceRow({ source }: { source: Source }) {
  return (
    <article className={styles.source}>
      <header className={styles.head}>
        <h2>
          <Link to="/sources/$id" params={{ id: source.id }}>
            <Name text={source.id} />
          </Link>
        </h2>
        <CollectKey label="Collect now" sources={[source.id]} of={source.id} variant="default" />
      </header>
      <p className={styles.facts}>
        <span>{makeInert(source.title)}</span>
        <RunStatus status={source.lastRun?.status ?? 'never read'} />
        {source.lastRun === null ? null : (
          <span>
            read <Ago at={source.lastRun.updatedAt} />
          </span>
        )}
        {source.nextRun === null ? null : (
          <span>
            next <When at={source.nextRun} precise />
          </span>
        )}
        <span>{countOf(source.events, 'event', 'events')}</span>
        {source.firstEvent === null ? null : (
          <span>
            from <When at={source.firstEvent} /> to <When at={source.lastEvent} />
          </span>
        )}
        {source.quarantined === 0 ? null : (
          <Link to="/sources/$id" params={{ id: source.id }} hash="quarantine">
            {formatCount(source.quarantined)} in quarantine
          </Link>
        )}
      </p>
      {source.lastRun === null || source.lastRun.reason === '' ? null : (
        <p className={styles.why}>{makeInert(source.lastRun.reason)}</p>
      )}
      {source.lastRun === null ? null : <OutcomeBar outcomes={source.lastRun.outcomes} />}
    </article>
  )
}
