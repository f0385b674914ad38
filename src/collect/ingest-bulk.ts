import { noOutcomes, type Outcomes } from './batch.ts'
import { openActAppender } from './bulk-acts.ts'
import { openVisitAppender } from './bulk-visits.ts'
import type { BulkConnector, BulkPage } from './connector.ts'
import { LineSpool } from './line-spool.ts'
import type { PageAppender } from './page-appender.ts'
import { describeParsing, leastBytes, openReadPages, type ReadPages } from './read-page.ts'
import type { Reading } from './reading.ts'
import { addOutcomes, writeRun } from './run.ts'

/**
 * Reads a bulk connector to its end: the engine parses each page of lines into rows, and what is new among them is appended.
 * While one page is appended the next is read. Raw lines reach the engine through files without a name and are stored
 * nowhere. Answers the notes of all pages.
 */
export function ingestBulk(reading: Reading, connector: BulkConnector<unknown>): Promise<string[]> {
  const { source, since, io } = reading
  return connector.rows === 'visits'
    ? ingestPages(
        reading,
        connector,
        connector.read(source.config, since, io),
        openVisitAppender(reading, connector),
      )
    : ingestPages(
        reading,
        connector,
        connector.read(source.config, since, io),
        openActAppender(reading, connector),
      )
}

async function ingestPages<P extends BulkPage>(
  reading: Reading,
  connector: BulkConnector<unknown>,
  pages: AsyncIterable<P>,
  appender: PageAppender<P>,
): Promise<string[]> {
  let failure: unknown
  const notes: string[] = []
  try {
    await appender.clear()
    const known = await openReadPages(reading.store, reading.source.id, reading.run.runId)
    reading.reused = known.runs
    await appendPages(reading, pages, { connector, appender, known }, notes)
  } catch (error) {
    failure = error
    throw error
  } finally {
    await clearWaiting(appender, failure)
  }
  return notes
}

/** What pages are parsed and appended with, and which were before. */
interface Parsing<P extends BulkPage> {
  readonly connector: BulkConnector<unknown>
  readonly appender: PageAppender<P>
  readonly known: ReadPages
}

async function appendPages<P extends BulkPage>(
  reading: Reading,
  pages: AsyncIterable<P>,
  parsing: Parsing<P>,
  notes: string[],
): Promise<void> {
  const { store, source, options } = reading
  await using first = await LineSpool.open(store.workspace)
  await using second = await LineSpool.open(store.workspace)
  const waiting = spoolPages(pages, parsing.appender, [first, second])
  try {
    let next = await waiting.next()
    while (next.done !== true) {
      const { page, spool, notes: said } = next.value
      const following = waiting.next()
      // Heard when it is waited for; until then its failure is not unhandled.
      following.catch(() => undefined)
      await appendPage(reading, parsing, page, spool)
      notes.push(...said)
      if (page.progress !== undefined) options.onProgress?.({ source: source.id, ...page.progress })
      options.io.signal.throwIfAborted()
      next = await following
    }
  } finally {
    await waiting.return()
  }
}

/** Pages joined into one, whose lines wait in a file. */
interface WaitingPage<P> {
  readonly page: P
  readonly spool: LineSpool
  readonly notes: readonly string[]
}

/**
 * Pages whose lines wait in two files by turns, so that one is filled while the engine reads the other. Those that can be are
 * joined: to the engine, understanding a long select costs as much as parsing fifty thousand lines with it.
 */
async function* spoolPages<P extends BulkPage>(
  pages: AsyncIterable<P>,
  appender: PageAppender<P>,
  spools: readonly [LineSpool, LineSpool],
): AsyncGenerator<WaitingPage<P>, void, void> {
  let [spool, other] = spools
  let waiting: WaitingPage<P> | undefined
  let failure: { readonly error: unknown } | undefined
  const iterator = pages[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await iterator.next().catch((error: unknown) => {
        failure = { error }
      })
      if (next === undefined || next.done === true) break
      const page = next.value
      const joined: P | undefined = waiting && appender.join(waiting.page, page, spool.size)
      if (waiting !== undefined && joined === undefined) {
        yield waiting
        ;[spool, other] = [other, spool]
      }
      if (joined === undefined) spool.clear()
      await spool.add(page.lines)
      const notes: readonly string[] = joined === undefined ? [] : (waiting?.notes ?? [])
      waiting = { page: joined ?? page, spool, notes: [...notes, ...(page.notes ?? [])] }
      if (!appender.isFull(spool.size, page.lines.length)) continue
      yield waiting
      waiting = undefined
      ;[spool, other] = [other, spool]
    }
    // What was read before the source broke is kept.
    if (waiting !== undefined) yield waiting
    if (failure !== undefined) throw failure.error
  } finally {
    await iterator.return?.()
  }
}

/** What waits holds agents and takes memory. When it cannot be cleared after a failure, the failure is what counts. */
async function clearWaiting<P extends BulkPage>(appender: PageAppender<P>, failure: unknown): Promise<void> {
  try {
    await appender.clear()
  } catch (error) {
    throw failure ?? error
  }
}

async function appendPage<P extends BulkPage>(
  reading: Reading,
  parsing: Parsing<P>,
  page: P,
  spool: LineSpool,
): Promise<void> {
  const now = reading.options.io.clock.now()
  const outcomes = spool.size === 0 ? noOutcomes() : await appendLines(parsing, page, spool, now)
  reading.run = {
    ...reading.run,
    cursor: page.cursor,
    outcomes: addOutcomes(reading.run.outcomes, outcomes),
  }
  await writeRun(reading.store, reading.run, now)
}

/** Asks the engine only about lines it has not parsed before in the same way. */
async function appendLines<P extends BulkPage>(
  { connector, appender, known }: Parsing<P>,
  page: P,
  spool: LineSpool,
  now: Date,
): Promise<Outcomes> {
  appender.grow()
  const isLarge = spool.size >= leastBytes
  const digest = isLarge ? `${describeParsing(connector, page)}${spool.digest()}` : ''
  const then = isLarge ? known.find(digest) : undefined
  if (then !== undefined) return then
  const outcomes = await appender.append(page, await spool.finish(), now)
  if (isLarge) await known.remember(digest, outcomes, now)
  return outcomes
}
