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
 * While one page is appended the next is parsed, and the one after that is read. Raw lines reach the engine through files without a name and are stored
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
    await appender.open()
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
  let appending = Promise.resolve()
  try {
    let next = await waiting.next()
    while (next.done !== true) {
      const { page, spool, notes: said } = next.value
      const following = waiting.next()
      // Heard when it is waited for; until then its failure is not unhandled.
      following.catch(() => undefined)
      const parsed = await parseLines(reading, parsing, page, spool)
      await appending
      if (parsed.waits) await parsing.appender.take()
      appending = appendPage(reading, parsing, page, parsed).then(() => {
        notes.push(...said)
        if (page.progress !== undefined) options.onProgress?.({ source: source.id, ...page.progress })
      })
      appending.catch(() => undefined)
      options.io.signal.throwIfAborted()
      next = await following
    }
    await appending
  } finally {
    // What is under way is in the way of whoever clears up.
    await Promise.allSettled([appending, waiting.return()])
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

/** A page as far as it was looked at: what became of it when it was parsed before, or rows that wait. */
interface Parsed {
  readonly at: Date
  /** Names what was parsed and how; '' when it is too small to be known again. */
  readonly digest: string
  readonly outcomes: Outcomes | undefined
  readonly waits: boolean
}

/** Asks the engine only about lines it has not parsed before in the same way. */
async function parseLines<P extends BulkPage>(
  { options, networks }: Reading,
  { connector, appender, known }: Parsing<P>,
  page: P,
  spool: LineSpool,
): Promise<Parsed> {
  const at = options.io.clock.now()
  if (spool.size === 0) return { at, digest: '', outcomes: noOutcomes(), waits: false }
  appender.grow()
  const digest =
    spool.size >= leastBytes
      ? `${describeParsing(connector, page, networks?.edition ?? '')}${spool.digest()}`
      : ''
  const outcomes = digest === '' ? undefined : known.find(digest)
  if (outcomes === undefined) await appender.parse(page, await spool.finish())
  return { at, digest, outcomes, waits: outcomes === undefined }
}

async function appendPage<P extends BulkPage>(
  reading: Reading,
  { appender, known }: Parsing<P>,
  page: P,
  { at, digest, outcomes }: Parsed,
): Promise<void> {
  const became = outcomes ?? (await appender.append(page, at))
  if (outcomes === undefined && digest !== '') await known.remember(digest, became, at)
  reading.run = {
    ...reading.run,
    cursor: page.cursor,
    outcomes: addOutcomes(reading.run.outcomes, became),
  }
  await writeRun(reading.store, reading.run, at)
}
