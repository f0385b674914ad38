import { appendBatch, Batch, noOutcomes } from './batch.ts'
import { appendClaims } from './claim.ts'
import type { Cursor, Page, StreamConnector } from './connector.ts'
import type { Reading } from './reading.ts'
import { addOutcomes, writeRun } from './run.ts'

const batchBytes = 16 << 20
/** Batches begin small and double, so that the engine need not wait for the reading, nor the end for a large last one. */
const firstBatchBytes = 1 << 20
const batchRecords = 50_000
const batchMilliseconds = 5_000

/**
 * Reads a stream connector to its end, page by page. While one batch is being appended the next is read, never more, so
 * that reading and appending share the machine and memory stays bounded. Answers the notes of all pages.
 */
export async function ingestStream(reading: Reading, connector: StreamConnector<unknown>): Promise<string[]> {
  const { source, options } = reading
  const appender = openAppender(reading, connector.platform)
  const notes: string[] = []
  try {
    for await (const page of connector.read(source.config, reading.since, reading.io)) {
      await appendPageClaims(reading, page, appender)
      for (const record of page.records) appender.batch.add(connector.toOutcome(record, source.config))
      appender.cursor = page.cursor
      notes.push(...(page.notes ?? []))
      if (page.progress !== undefined) options.onProgress?.({ source: source.id, ...page.progress })
      if (appender.isFull()) await appender.append()
      options.io.signal.throwIfAborted()
    }
  } finally {
    // Also when the source broke: what it gave up to then is appended before the reason is reported.
    await appender.append()
    await appender.settle()
  }
  return notes
}

interface Appender {
  batch: Batch
  cursor: Cursor | undefined
  isFull(): boolean
  /** Starts appending what is gathered, once what was started before is durable. */
  append(): Promise<void>
  /** Waits until all that was started is durable. */
  settle(): Promise<void>
}

function openAppender(reading: Reading, platform: string): Appender {
  const { source, options } = reading
  const newBatch = (): Batch => new Batch(source.id, platform, reading.networks)
  const mostRecords = Math.min(options.batchRecords ?? batchRecords, batchRecords)
  let mostBytes = firstBatchBytes
  let started = Date.now()
  let underWay: Promise<void> = Promise.resolve()
  const appender: Appender = {
    batch: newBatch(),
    cursor: undefined,
    isFull: () =>
      appender.batch.bytes >= mostBytes ||
      appender.batch.records >= mostRecords ||
      Date.now() - started >= batchMilliseconds,
    async append() {
      await underWay
      underWay = appendAndAdvance(reading, appender.batch, appender.cursor)
      // Heard by whoever waits next; until then its failure is not unhandled.
      underWay.catch(() => undefined)
      appender.batch = newBatch()
      mostBytes = Math.min(2 * mostBytes, batchBytes)
      started = Date.now()
    },
    settle: () => underWay,
  }
  return appender
}

async function appendAndAdvance(reading: Reading, batch: Batch, cursor: Cursor | undefined): Promise<void> {
  const { store, options, run } = reading
  const now = options.io.clock.now()
  if (batch.records === 0 && cursor === run.cursor) return
  const outcomes =
    batch.records === 0
      ? noOutcomes()
      : await appendBatch(store, batch, {
          source: run.source,
          runId: run.runId,
          at: now,
          again: options.again === true,
          tellers: reading.tellers,
          isFirst: reading.isFirst,
          looksUp: reading.networks !== undefined,
        })
  reading.run = { ...run, cursor: cursor ?? run.cursor, outcomes: addOutcomes(run.outcomes, outcomes) }
  await writeRun(store, reading.run, now)
}

async function appendPageClaims(reading: Reading, page: Page, appender: Appender): Promise<void> {
  const { store, source, run, options } = reading
  if (page.claims === undefined || page.claims.length === 0) return
  await appender.settle()
  for (const claims of page.claims)
    await appendClaims(store, source.id, run.runId, claims, options.io.clock.now())
}
