import { randomUUID } from 'node:crypto'
import { UserError } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import { appendBatch, Batch, noOutcomes } from './batch.ts'
import { appendClaims } from './claim.ts'
import { type Cursor, PartialRead, type ReadIo, type StreamConnector } from './connector.ts'
import { ingestBulk } from './ingest-bulk.ts'
import { addOutcomes, type Run, readCursor, writeRun } from './run.ts'
import type { Source } from './source.ts'

/** How far a collection is; `total` when the source can tell. */
export interface Progress {
  readonly source: string
  readonly done: number
  readonly total?: number
  readonly unit: string
}

export interface IngestOptions {
  readonly io: ReadIo
  onProgress?(progress: Progress): void
}

/** What a form of connector needs to report while it reads. */
export interface Reading {
  readonly store: Store
  readonly source: Source
  readonly options: IngestOptions
  readonly since: Cursor | undefined
  /** The run as it stands after each durable batch. */
  run: Run
}

const batchBytes = 16 << 20
const batchRecords = 50_000
const batchMilliseconds = 5_000

/**
 * Collects what is new in a source, durably batch by batch, and returns how the run ended. A source that breaks keeps what
 * was read and is marked partial or failed with the reason; only faults of the workspace itself (disk, engine) throw.
 */
export async function ingest(store: Store, source: Source, options: IngestOptions): Promise<Run> {
  const since = await readCursor(store, source.id)
  const startedAt = options.io.clock.now()
  const run: Run = {
    runId: randomUUID(),
    source: source.id,
    startedAt,
    status: 'running',
    reason: '',
    cursor: undefined,
    outcomes: noOutcomes(),
  }
  const reading: Reading = { store, source, options, since, run }
  await writeRun(store, run, startedAt)
  const ending = await readToEnding(reading)
  const ended: Run = { ...reading.run, ...ending }
  await writeRun(store, ended, options.io.clock.now())
  return ended
}

async function readToEnding(reading: Reading): Promise<Pick<Run, 'status' | 'reason'>> {
  const { source, options } = reading
  try {
    const notes =
      source.connector.form === 'bulk'
        ? await ingestBulk(reading, source.connector)
        : await ingestStream(reading, source.connector)
    return { status: 'complete', reason: notes.join(' ') }
  } catch (error) {
    if (options.io.signal.aborted)
      return {
        status: 'cancelled',
        reason: 'Cancelled. What was read is kept; the next run goes on from there.',
      }
    if (error instanceof PartialRead) return { status: 'partial', reason: error.message }
    if (error instanceof UserError && error.status !== 507) return { status: 'failed', reason: error.message }
    throw error
  }
}

async function ingestStream(reading: Reading, connector: StreamConnector<unknown>): Promise<string[]> {
  const { source, options } = reading
  const notes: string[] = []
  let batch = new Batch(source.id, connector.platform)
  let cursor: Cursor | undefined
  let batchStarted = Date.now()
  const flush = async (): Promise<void> => {
    await appendAndAdvance(reading, batch, cursor)
    batch = new Batch(source.id, connector.platform)
    batchStarted = Date.now()
  }
  try {
    for await (const page of connector.read(source.config, reading.since, options.io)) {
      for (const record of page.records) batch.add(connector.toOutcome(record, source.config))
      for (const claims of page.claims ?? [])
        await appendClaims(reading.store, source.id, reading.run.runId, claims, options.io.clock.now())
      cursor = page.cursor
      notes.push(...(page.notes ?? []))
      if (page.progress !== undefined) options.onProgress?.({ source: source.id, ...page.progress })
      const full =
        batch.bytes >= batchBytes ||
        batch.records >= batchRecords ||
        Date.now() - batchStarted >= batchMilliseconds
      if (full) await flush()
      options.io.signal.throwIfAborted()
    }
  } finally {
    // Also when the source broke: what it gave up to then is appended before the reason is reported.
    await flush()
  }
  return notes
}

async function appendAndAdvance(reading: Reading, batch: Batch, cursor: Cursor | undefined): Promise<void> {
  const { store, options, run } = reading
  const now = options.io.clock.now()
  if (batch.records === 0 && cursor === run.cursor) return
  const outcomes =
    batch.records === 0
      ? noOutcomes()
      : await appendBatch(store, batch, { source: run.source, runId: run.runId, at: now })
  reading.run = { ...run, cursor: cursor ?? run.cursor, outcomes: addOutcomes(run.outcomes, outcomes) }
  await writeRun(store, reading.run, now)
}
