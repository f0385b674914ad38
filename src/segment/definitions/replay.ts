import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import { type Part, splitIntoParts } from '../part.ts'
import { type Range, toRange } from './look.ts'
import { changed, countChanged } from './members.ts'
import type { RuledSegment } from './ruled-segment.ts'

/**
 * Segments whose stays stand in `memberships`. `segments` is swapped in apart from it, so after a crash between the two it may speak of
 * one whose stays are not there: what was retired and came back.
 */
export async function readPlaced(store: Store): Promise<Set<string>> {
  const rows = await store.read({
    text: 'SELECT DISTINCT toString(segment) AS segment FROM memberships',
    params: {},
    row: z.object({ segment: z.string() }),
  })
  return new Set(rows.map(({ segment }) => segment))
}

/** So many subjects are replayed at once. */
const changedAtOnce = 100_000

/** Stays of those who came or left since the mark; all others' are as they were. */
export async function replayChanged(
  store: Store,
  segments: readonly RuledSegment[],
  parts: readonly Part[],
  asOf: Date,
): Promise<void> {
  if (segments.length === 0) return
  await store.write(
    `INSERT INTO memberships_next SELECT * FROM memberships
    WHERE segment IN {segments:Array(String)} AND subject_id NOT IN (${changed})`,
    { segments: segments.map(({ segment }) => segment) },
  )
  const isFew = (await countChanged(store)) <= changedAtOnce
  for (const part of isFew ? splitIntoParts(1, 1) : parts) {
    const { among, params } = toRange(part)
    const some = (column: string): string => `${among(column)} AND ${column} IN (${changed})`
    await replayStays(store, segments, { among: some, params }, asOf)
  }
}

/** Stays of everybody. */
export async function replayAll(
  store: Store,
  segments: readonly RuledSegment[],
  parts: readonly Part[],
  asOf: Date,
): Promise<void> {
  if (segments.length === 0) return
  for (const part of parts) await replayStays(store, segments, toRange(part), asOf)
}

/** Stays in segments, from what changed before a moment; of changes that say the same twice the first counts. */
async function replayStays(
  store: Store,
  definitions: readonly RuledSegment[],
  { among, params }: Range,
  asOf: Date,
): Promise<void> {
  await store.write(
    `INSERT INTO memberships_next (segment, scheme, subject_kind, subject_id, entered_at, left_at, entered_reason, left_reason)
    SELECT segment, splitByChar('/', toString(segment))[1], subject_kind, subject_id, at, ends_at, reason, if(ends_at IS NULL, '', end_reason)
    FROM (
      SELECT segment, subject_kind, subject_id, at, entered, reason, leadInFrame(toNullable(at)) OVER later AS ends_at,
        leadInFrame(reason) OVER later AS end_reason
      FROM (
        SELECT segment, subject_kind, subject_id, at, recorded_at, entered, reason, lagInFrame(entered, 1, false) OVER (
          PARTITION BY segment, subject_id ORDER BY at, recorded_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS was_in
        FROM membership_changes
        WHERE segment IN {segments:Array(String)} AND ${among('subject_id')} AND at < {as_of:DateTime64(3)}
      )
      WHERE entered != was_in
      WINDOW later AS (PARTITION BY segment, subject_id ORDER BY at, recorded_at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
    )
    WHERE entered AND (ends_at IS NULL OR ends_at > at)`,
    { ...params, as_of: asOf, segments: definitions.map(({ segment }) => segment) },
  )
}
