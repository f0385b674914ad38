import { findNextReading, type Source } from '../../collect/index.ts'
import type { Store } from '../../store/index.ts'
import { readingHistories } from './reading-history-question.ts'

/** When each source that has a schedule is read next; one that was never read is due at once, and so is what was missed. */
export async function readNextReadings(
  store: Store,
  sources: readonly Source[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  const scheduled = sources.filter((source) => source.schedule !== undefined)
  if (scheduled.length === 0) return new Map()
  const histories = await store.read(readingHistories(undefined))
  const next = new Map<string, Date>()
  for (const { id, schedule = '' } of scheduled) {
    const history = histories.find((row) => row.source === id)
    const last = history === undefined ? undefined : history.broken > 0 ? history.ended_at : history.begun_at
    const at =
      last === undefined ? now : findNextReading(id, schedule, { last, broken: history?.broken ?? 0 })
    if (at !== undefined) next.set(id, at < now ? now : at)
  }
  return next
}
