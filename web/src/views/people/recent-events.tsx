import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Event } from '../../../../src/serve/http/contract.ts'
import { askPersonEvents } from '../../api/questions.ts'
import { countOf, formatCount } from '../../parts/figures.ts'
import { makeInert, shorten } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { When } from '../../parts/when.tsx'
import styles from './profile.module.css'

const route = getRouteApi('/people/$id')
const size = 20

/** What somebody did, the latest first, a page at a time. */
export function RecentEvents({ personId }: { personId: string }) {
  const { page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error } = useQuery(askPersonEvents(personId, { offset: (page - 1) * size, limit: size }))
  const turn = (to: number) =>
    void navigate({ search: to <= 1 ? {} : { page: to }, replace: true, resetScroll: false })
  if (error !== null) return <ProblemNote error={error} />
  if (data === undefined) return <WaitingLines lines={6} />
  if (data.total === 0) return null
  return (
    <Section title={`What they did: ${countOf(data.total, 'event', 'events')}, the latest first`}>
      <ol className={styles.events}>
        {data.items.map((event) => (
          <EventRow key={event.eventId} event={event} />
        ))}
      </ol>
      {data.total <= size ? null : (
        <nav className={styles.pages} aria-label="Pages of events">
          <Button size="xs" variant="default" disabled={page <= 1} onClick={() => turn(page - 1)}>
            Later
          </Button>
          <Button size="xs" variant="default" disabled={data.next === null} onClick={() => turn(page + 1)}>
            Earlier
          </Button>
          <span role="status">
            {formatCount((page - 1) * size + 1)}–{formatCount((page - 1) * size + data.items.length)} of{' '}
            {formatCount(data.total)}
          </span>
        </nav>
      )}
    </Section>
  )
}

function EventRow({ event }: { event: Event }) {
  const about = event.attrs['subject'] ?? event.attrs['title'] ?? ''
  return (
    <li>
      <span className={styles.date}>
        <When at={event.occurredAt} />
      </span>
      <span className={styles.what}>
        {event.phrase}
        {about === '' ? null : (
          <>
            : <Name text={about} />
          </>
        )}
        {event.flags.length === 0 ? null : (
          <span className={styles.doubt}>
            in doubt: {event.flags.map((flag) => makeInert(flag).replaceAll('-', ' ')).join(', ')}
          </span>
        )}
      </span>
      <span className={styles.details}>{sayDetails(event)}</span>
    </li>
  )
}

/** The lines of all classes of files: `added.source`, `added.docs`, … */
const sumOf = (quantities: Event['quantities'], prefix: string): number =>
  Object.entries(quantities).reduce((sum, [name, amount]) => sum + (name.startsWith(prefix) ? amount : 0), 0)

function sayDetails(event: Event): string {
  const { object, quantities, source } = event
  const [added, removed] = [sumOf(quantities, 'added.'), sumOf(quantities, 'removed.')]
  const parts = [
    object === null
      ? ''
      : `${makeInert(object.kind)} ${shorten(object.id, 13)}${object.version === '' ? '' : ` ${makeInert(object.version)}`}`,
    added + removed === 0 ? '' : `+${formatCount(added)} −${formatCount(removed)} lines`,
    makeInert(source),
  ].filter((part) => part !== '')
  return parts.join(', ')
}
