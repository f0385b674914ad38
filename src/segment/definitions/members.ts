import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import { type Mark, slack } from './mark.ts'

/**
 * SQL of rows `(segment, subject_id)`: who is in ruled segments at `{as_of:DateTime64(3)}`. `among` keeps the subjects looked at, and
 * `segments` is the placeholder of their ids.
 */
export type Members = (among: (column: string) => string, segments: string) => string

/** When a change came about and, of those at one moment, which was recorded last, as one number: tuples need six times the memory. */
export const standing =
  'bitShiftLeft(toInt128(toUnixTimestamp64Milli(at)), 64) + toUnixTimestamp64Micro(recorded_at)'

/** As all changes say that were ever recorded. */
export const replayedMembers: Members = (among, segments) =>
  `SELECT segment, subject_id FROM membership_changes
  WHERE segment IN ${segments} AND ${among('subject_id')} AND at < {as_of:DateTime64(3)}
  GROUP BY segment, subject_id HAVING argMax(entered, ${standing})`

/** Whoever came into or left a ruled segment since the mark, or does now. */
export const changed = 'SELECT subject_id FROM changed_subjects'

/** As they were placed last, but for whoever changed since: that is a hundredth of the work. Needs `findChanged`. */
export const keptMembers: Members = (among, segments) =>
  `SELECT segment, subject_id FROM memberships
  WHERE segment IN ${segments} AND ${among('subject_id')} AND left_at IS NULL AND subject_id NOT IN (${changed})
  UNION ALL
  ${replayedMembers((column) => `${among(column)} AND ${column} IN (${changed})`, segments)}`

/** Fills `changed_subjects` with whoever came into or left a ruled segment since the mark; with nobody where there is none. */
export async function findChanged(store: Store, mark: Mark | undefined): Promise<void> {
  await store.write('TRUNCATE TABLE changed_subjects')
  if (mark === undefined) return
  await store.write(
    `INSERT INTO changed_subjects SELECT DISTINCT subject_id FROM membership_changes
    WHERE recorded_at >= {began_at:DateTime64(3)} - ${slack}`,
    { began_at: mark.beganAt },
  )
}

export async function countChanged(store: Store): Promise<number> {
  const { subjects } = await store.readOne({
    text: 'SELECT uniqExact(subject_id) AS subjects FROM changed_subjects',
    params: {},
    row: z.object({ subjects: z.coerce.number() }),
  })
  return subjects
}
