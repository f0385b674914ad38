import { formatDate, formatDistance, formatMoment } from './dates.ts'
import { Unknown } from './name.tsx'

/** A date, absolute; the distance from now on hover. `precise` adds the time of day. */
export function When({ at, precise = false }: { at: string | null; precise?: boolean }) {
  if (at === null) return <Unknown />
  return (
    <time
      dateTime={at}
      title={`${formatMoment(at)} — ${formatDistance(at, new Date())}`}
      style={{ whiteSpace: 'nowrap' }}
    >
      {precise ? formatMoment(at) : formatDate(at)}
    </time>
  )
}

/** How long ago, the date on hover: for things that just happened. */
export function Ago({ at }: { at: string | null }) {
  if (at === null) return <Unknown />
  return (
    <time dateTime={at} title={formatMoment(at)} style={{ whiteSpace: 'nowrap' }}>
      {formatDistance(at, new Date())}
    </time>
  )
}
