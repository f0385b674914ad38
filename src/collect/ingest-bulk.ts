import { z } from 'zod'
import type { Store } from '../store/index.ts'
import { noOutcomes, type Outcomes } from './batch.ts'
import { appendFreshEvents, appendQuarantinedLines, countRows } from './bulk-rows.ts'
import type { BulkConnector, BulkPage } from './connector.ts'
import { LineSpool } from './line-spool.ts'
import { type LostKeys, openLostKeys } from './lost-key.ts'
import { type MonthKeys, openMonthKeys } from './month-keys.ts'
import type { Reading } from './reading.ts'
import { addOutcomes, writeRun } from './run.ts'
import { explainWords, forgetWords } from './word.ts'

/**
 * Reads a bulk connector to its end: the engine parses each page of lines into `incoming_rows`, and what is new among them is
 * appended. While one page is appended the next is read. Raw lines reach the engine through a file without a name and
 * are stored nowhere. Answers the notes of all pages.
 */
export async function ingestBulk(reading: Reading, connector: BulkConnector<unknown>): Promise<string[]> {
  let failure: unknown
  const notes: string[] = []
  try {
    await appendPages(reading, connector, notes)
  } catch (error) {
    failure = error
    throw error
  } finally {
    await clearWaiting(reading.store, failure)
  }
  return notes
}

/** What the pages of one reading are parsed with. */
interface Parsing {
  readonly spool: LineSpool
  readonly keys: MonthKeys
  readonly lostKeys: LostKeys
}

async function appendPages(
  reading: Reading,
  connector: BulkConnector<unknown>,
  notes: string[],
): Promise<void> {
  const { store, source, options } = reading
  await using spool = await LineSpool.open(store.workspace)
  const parsing: Parsing = {
    spool,
    keys: openMonthKeys(reading.io),
    lostKeys: openLostKeys(store, reading.run.source),
  }
  await forgetWords(store)
  const pages = connector.read(source.config, reading.since, reading.io)[Symbol.asyncIterator]()
  try {
    let next = await pages.next()
    while (next.done !== true) {
      const page = next.value
      await spool.write(page.lines)
      const following = pages.next()
      // Heard when it is waited for; until then its failure is not unhandled.
      following.catch(() => undefined)
      await appendPage(reading, connector, page, parsing)
      notes.push(...(page.notes ?? []))
      if (page.progress !== undefined) options.onProgress?.({ source: source.id, ...page.progress })
      options.io.signal.throwIfAborted()
      next = await following
    }
  } finally {
    await pages.return?.()
  }
}

/** What waits holds agents and takes memory. When it cannot be cleared after a failure, the failure is what counts. */
async function clearWaiting(store: Store, failure: unknown): Promise<void> {
  try {
    await store.write('TRUNCATE TABLE incoming_rows')
    await forgetWords(store)
  } catch (error) {
    throw failure ?? error
  }
}

async function appendPage(
  reading: Reading,
  connector: BulkConnector<unknown>,
  page: BulkPage,
  parsing: Parsing,
): Promise<void> {
  const now = reading.options.io.clock.now()
  const outcomes =
    page.lines.length === 0 ? noOutcomes() : await appendLines(reading, connector, page, parsing, now)
  reading.run = {
    ...reading.run,
    cursor: page.cursor,
    outcomes: addOutcomes(reading.run.outcomes, outcomes),
  }
  await writeRun(reading.store, reading.run, now)
}

async function appendLines(
  reading: Reading,
  connector: BulkConnector<unknown>,
  page: BulkPage,
  parsing: Parsing,
  at: Date,
): Promise<Outcomes> {
  const { store, run } = reading
  await parseLines(reading, page, parsing)
  await explainWords(store, connector)
  const appended = await appendFreshEvents(store, {
    source: run.source,
    runId: run.runId,
    at,
    siblings: `${connector.name}:`,
    lawfulBasis: connector.lawfulBasis,
    lost: await parsing.lostKeys.find(parsing.keys.madeAt),
  })
  await appendQuarantinedLines(store, page, {
    source: run.source,
    runId: run.runId,
    at,
    again: reading.options.again === true,
  })
  return countRows(store, appended)
}

/** Fills `incoming_rows`; once more when lines turn up of months whose keys were not asked for. */
async function parseLines({ store }: Reading, page: BulkPage, { spool, keys }: Parsing): Promise<void> {
  await keys.ask(page.months)
  for (;;) {
    await store.write('TRUNCATE TABLE incoming_rows')
    await keys.hideFromErrors(() =>
      store.appendFromFile(
        `incoming_rows (${columns})`,
        spool.path,
        (rows) =>
          `WITH incoming_lines AS (SELECT line_number, line FROM ${rows}) SELECT ${columns} FROM (${page.select}) ${parseSettings}`,
        { ...page.params, ...keys.params() },
      ),
    )
    const missing = await store.read({
      text: `SELECT DISTINCT formatDateTime(occurred_at, '%Y-%m') AS month FROM incoming_rows WHERE outcome = 'keyless' ORDER BY month`,
      params: {},
      row: z.object({ month: z.string() }),
    })
    if (missing.length === 0) return
    await keys.ask(missing.map(({ month }) => month))
  }
}

const columns =
  'line_number, outcome, reason, raw, event_id, type, occurred_at, tz_offset_min, visitor, network, object_kind, object_id, attrs, word'

// Evaluating branches only where they are needed copies every column they touch: parsing took twice as long with it.
const parseSettings =
  "SETTINGS short_circuit_function_evaluation = 'disable', input_format_parallel_parsing = 0, log_queries = 0"
