import { z } from 'zod'
import { appendFreshEvents, appendQuarantinedLines, countRows } from './bulk-rows.ts'
import type { VisitConnector, VisitPage } from './connector.ts'
import { holdIncoming } from './hold-incoming.ts'
import { openLostKeys } from './lost-key.ts'
import { type MonthKeys, openMonthKeys } from './month-keys.ts'
import { appendVisitorNetworks, forgetAddresses } from './networks/append-sightings.ts'
import type { PageAppender } from './page-appender.ts'
import { parseSettings } from './parse-settings.ts'
import type { Reading } from './reading.ts'
import { explainWords, forgetWords } from './word.ts'

/** Appends pages of visits: parsed with the keys of their months into `incoming_rows`, their words explained once each. */
export function openVisitAppender(
  reading: Reading,
  connector: VisitConnector<unknown>,
): PageAppender<VisitPage> {
  const { store, options, run } = reading
  const keys = openMonthKeys(reading.io)
  const lostKeys = openLostKeys(store, run.source)
  const held = holdIncoming(store, 'incoming_rows')
  return {
    ...held,
    async open() {
      await held.open()
      await forgetAddresses(store)
    },
    parse: (page, path) => parseLines(reading, page, path, keys),
    async append(page, at) {
      await explainWords(store, connector)
      if (reading.networks !== undefined)
        await appendVisitorNetworks(store, reading.networks, { source: run.source, at })
      const appended = await appendFreshEvents(store, {
        source: run.source,
        runId: run.runId,
        at,
        siblings: `${connector.name}:`,
        lawfulBasis: connector.lawfulBasis,
        lost: await lostKeys.find(keys.madeAt),
      })
      await appendQuarantinedLines(store, page, {
        source: run.source,
        runId: run.runId,
        at,
        again: options.again === true,
      })
      return countRows(store, appended)
    },
    grow: () => undefined,
    // Each page has its months, and its key.
    join: () => undefined,
    isFull: () => true,
    async clear() {
      await held.clear()
      await forgetWords(store)
      await forgetAddresses(store)
    },
  }
}

/** Fills `incoming_rows_next`; once more when lines turn up of months whose keys were not asked for. */
async function parseLines(
  { store, networks }: Reading,
  page: VisitPage,
  path: string,
  keys: MonthKeys,
): Promise<void> {
  // Where no networks are looked up no address is asked for.
  const columns = networks === undefined ? ownColumns : `${ownColumns}, address`
  await keys.ask(page.months)
  for (;;) {
    await store.write('TRUNCATE TABLE incoming_rows_next')
    await keys.hideFromErrors(() =>
      store.appendFromFile(
        `incoming_rows_next (${columns})`,
        path,
        (rows) =>
          `WITH incoming_lines AS (SELECT line_number, line FROM ${rows}) SELECT ${columns} FROM (${page.select}) ${parseSettings}`,
        { ...page.params, ...keys.params() },
      ),
    )
    const missing = await store.read({
      text: `SELECT DISTINCT formatDateTime(occurred_at, '%Y-%m') AS month FROM incoming_rows_next WHERE outcome = 'keyless' ORDER BY month`,
      params: {},
      row: z.object({ month: z.string() }),
    })
    if (missing.length === 0) return
    await keys.ask(missing.map(({ month }) => month))
  }
}

const ownColumns =
  'line_number, outcome, reason, raw, event_id, type, occurred_at, tz_offset_min, visitor, network, object_kind, object_id, attrs, word'
