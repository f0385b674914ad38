import { z } from 'zod'
import type { Store } from '../store/index.ts'
import type { Outcomes } from './batch.ts'
import type { Cursor } from './connector.ts'

export type RunStatus = 'running' | 'complete' | 'partial' | 'failed' | 'cancelled'

/** One collection of one source: what it read, how it ended, where the next goes on. */
export interface Run {
  readonly runId: string
  readonly source: string
  readonly startedAt: Date
  readonly status: RunStatus
  /** Why it is partial, failed or cancelled; notes of a complete run. */
  readonly reason: string
  readonly cursor: Cursor | undefined
  readonly outcomes: Outcomes
}

const lastWritten = new WeakMap<Store, number>()

/**
 * Writes how a run stands now; the latest row of a run holds. Each row is later than the one before, also when the clock
 * stands still. As a row and not as parameters: a cursor may be large, and parameters travel in a URL.
 */
export async function writeRun(store: Store, run: Run, now: Date): Promise<void> {
  const { outcomes } = run
  const updatedAt = Math.max(now.getTime(), (lastWritten.get(store) ?? 0) + 1)
  lastWritten.set(store, updatedAt)
  const row = {
    run_id: run.runId,
    source: run.source,
    started_at: run.startedAt.toISOString(),
    updated_at: new Date(updatedAt).toISOString(),
    status: run.status,
    reason: toWellFormed(run.reason),
    cursor: run.cursor === undefined ? '' : JSON.stringify(run.cursor),
    records: outcomes.records,
    appended: outcomes.appended,
    duplicate: outcomes.duplicate,
    quarantined: outcomes.quarantined,
    ignored: outcomes.ignored,
    events_appended: outcomes.events,
    quarantined_by: outcomes.quarantinedBy,
    ignored_by: outcomes.ignoredBy,
  }
  await store.append('runs', [Buffer.from(JSON.stringify(row))], 'JSONEachRow')
}

/** Half a character, left by cutting a text, is not JSON to the engine. */
function toWellFormed(text: string): string {
  return Buffer.from(text).toString()
}

/** Where the next collection of a source goes on: the cursor of its last durable batch. */
export async function readCursor(store: Store, source: string): Promise<Cursor | undefined> {
  const [row] = await store.read({
    text: `SELECT cursor FROM runs WHERE source = {source:String} AND cursor != '' ORDER BY updated_at DESC LIMIT 1`,
    params: { source },
    row: z.object({ cursor: z.string() }),
  })
  return row === undefined ? undefined : (JSON.parse(row.cursor) as Cursor)
}

/** The latest run of a source as it last stood. */
export async function readLastRun(store: Store, source: string): Promise<Run | undefined> {
  const count = z.coerce.number()
  const reasons = z.record(z.string(), count)
  const [row] = await store.read({
    text: `SELECT run_id, started_at, status, reason, cursor, records, appended, duplicate, quarantined, ignored, events_appended,
       quarantined_by, ignored_by
      FROM runs WHERE source = {source:String} ORDER BY updated_at DESC LIMIT 1`,
    params: { source },
    row: z.object({
      run_id: z.string(),
      started_at: z.coerce.date(),
      status: z.enum(['running', 'complete', 'partial', 'failed', 'cancelled']),
      reason: z.string(),
      cursor: z.string(),
      records: count,
      appended: count,
      duplicate: count,
      quarantined: count,
      ignored: count,
      events_appended: count,
      quarantined_by: reasons,
      ignored_by: reasons,
    }),
  })
  if (row === undefined) return undefined
  const { records, appended, duplicate, quarantined, ignored } = row
  return {
    runId: row.run_id,
    source,
    startedAt: row.started_at,
    status: row.status,
    reason: row.reason,
    cursor: row.cursor === '' ? undefined : (JSON.parse(row.cursor) as Cursor),
    outcomes: {
      records,
      appended,
      duplicate,
      quarantined,
      ignored,
      events: row.events_appended,
      quarantinedBy: row.quarantined_by,
      ignoredBy: row.ignored_by,
    },
  }
}

/** Runs that a killed process left open are closed with the reason, so that no page shows them as going on. */
export async function closeInterruptedRuns(store: Store, now: Date): Promise<void> {
  // The inner names differ, because a name given by REPLACE would also be the one that is compared.
  await store.write(
    `INSERT INTO runs SELECT * EXCEPT (last_status, last_update)
      REPLACE ('failed' AS status, greatest({now:DateTime64(6)}, addMilliseconds(last_update, 1)) AS updated_at,
       'The program was stopped in the middle. What was read is kept; the next run goes on from there.' AS reason)
     FROM (SELECT *, status AS last_status, updated_at AS last_update FROM runs ORDER BY updated_at DESC LIMIT 1 BY source, run_id)
     WHERE last_status = 'running'`,
    { now },
  )
}

/** Adds one batch's outcomes to the sum of a run. */
export function addOutcomes(sum: Outcomes, more: Outcomes): Outcomes {
  const addReasons = (
    left: Record<string, number>,
    right: Record<string, number>,
  ): Record<string, number> => {
    const total = { ...left }
    for (const [reason, count] of Object.entries(right)) total[reason] = (total[reason] ?? 0) + count
    return total
  }
  return {
    records: sum.records + more.records,
    appended: sum.appended + more.appended,
    duplicate: sum.duplicate + more.duplicate,
    quarantined: sum.quarantined + more.quarantined,
    ignored: sum.ignored + more.ignored,
    events: sum.events + more.events,
    quarantinedBy: addReasons(sum.quarantinedBy, more.quarantinedBy),
    ignoredBy: addReasons(sum.ignoredBy, more.ignoredBy),
  }
}
