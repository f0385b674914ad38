import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { askQuarantine } from '../../api/questions.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { CollectKey } from './collect-key.tsx'
import styles from './sources.module.css'

const route = getRouteApi('/sources/$id')
const size = 20

/** What could not be read: where it stood, why, and the record itself, shown inert. */
export function Quarantine({ source }: { source: Source }) {
  const { page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const turn = (to: number) =>
    void navigate({ search: to <= 1 ? {} : { page: to }, hash: 'quarantine', replace: true })
  const { data, error, isPending } = useQuery({
    ...askQuarantine(source.id, { offset: (page - 1) * size, limit: size }),
    enabled: source.quarantined > 0,
  })
  if (source.quarantined === 0)
    return (
      <Section title="Nothing waits in quarantine">
        <p>A record that cannot be read is kept here with the reason, so that nothing is lost in silence.</p>
      </Section>
    )
  return (
    <div id="quarantine">
      <Section
        title={`${countOf(source.quarantined, 'record waits', 'records wait')} in quarantine`}
        note="They could not be read and were kept as they are. Mend them where they come from, or change the settings below; then try all again."
      >
        <CollectKey label="Try all again" sources={[source.id]} again />
        {error === null ? null : <ProblemNote error={error} />}
        {isPending ? <WaitingLines lines={4} height={40} /> : null}
        <ol className={styles.quarantine}>
          {data?.items.map((one) => (
            <li key={one.quarantineId}>
              <p>
                <strong>{makeInert(one.reason)}</strong>{' '}
                <span className={styles.position}>{makeInert(one.position)}</span>
              </p>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
              <pre className={styles.record} tabIndex={0}>
                <Name text={one.record} fallback="empty" />
              </pre>
            </li>
          ))}
        </ol>
        {data === undefined || data.total <= size ? null : (
          <nav className={styles.pages} aria-label="Pages of the quarantine">
            <Button size="xs" variant="default" disabled={page <= 1} onClick={() => turn(page - 1)}>
              Previous
            </Button>
            <Button size="xs" variant="default" disabled={data.next === null} onClick={() => turn(page + 1)}>
              Next
            </Button>
            <span role="status">
              {formatCount((page - 1) * size + 1)}–{formatCount((page - 1) * size + data.items.length)} of{' '}
              {formatCount(data.total)}
            </span>
          </nav>
        )}
      </Section>
    </div>
  )
}
