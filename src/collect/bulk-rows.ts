import { z } from 'zod'
import type { Store } from '../store/index.ts'
import type { Outcomes } from './batch.ts'
import type { BulkPage } from './connector.ts'
import type { LostStretches } from './lost-key.ts'

/**
 * Appends the events among `incoming_rows` that are not in the workspace yet, each once, and answers how many there were.
 * An event of another source of the same connector (`siblings` is how their ids begin) counts as there: a copy of a log in
 * another folder tells nothing new. Only the stretch of time the page covers is compared.
 */
export async function appendFreshEvents(
  store: Store,
  append: {
    source: string
    runId: string
    at: Date
    siblings: string
    lawfulBasis: string
    lost: LostStretches
  },
): Promise<number> {
  await store.write('TRUNCATE TABLE incoming_fresh_lines')
  await store.write(
    `INSERT INTO incoming_fresh_lines
      SELECT min(line_number) FROM incoming_rows
      WHERE outcome = 'event' AND word NOT IN (SELECT word FROM incoming_words WHERE ignored != '')
       AND toUnixTimestamp64Milli(occurred_at) > arrayElement({lost_until:Array(Int64)}, indexOf({lost_months:Array(UInt32)}, toYYYYMM(occurred_at)))
       AND event_id NOT IN (
        SELECT event_id FROM events
        WHERE startsWith(source, {siblings:String})
         AND occurred_at >= (SELECT min(occurred_at) FROM incoming_rows WHERE outcome = 'event')
         AND occurred_at <= (SELECT max(occurred_at) FROM incoming_rows WHERE outcome = 'event')
         AND event_id IN (SELECT event_id FROM incoming_rows WHERE outcome = 'event'))
      GROUP BY event_id`,
    { siblings: append.siblings, ...append.lost },
  )
  await store.write(
    `INSERT INTO events
      (event_id, source, type, occurred_at, tz_offset_min, visitor, network, object_kind, object_id, visibility, lawful_basis,
       attrs, flags, run_id, ingested_at)
     SELECT event_id, {source:String}, type, occurred_at, tz_offset_min, visitor, network, object_kind, object_id, 'anonymous',
      {lawful_basis:String}, mapConcat(words.attrs, rows.attrs), flags, {run:UUID}, {at:DateTime64(3)}
     FROM incoming_rows AS rows ANY LEFT JOIN incoming_words AS words ON rows.word = words.word
     WHERE line_number IN (SELECT line_number FROM incoming_fresh_lines)
     SETTINGS optimize_on_insert = 0, join_use_nulls = 0`,
    { source: append.source, lawful_basis: append.lawfulBasis, run: append.runId, at: append.at },
  )
  const { appended } = await store.readOne({
    text: 'SELECT count() AS appended FROM incoming_fresh_lines',
    params: {},
    row: z.object({ appended: number }),
  })
  return appended
}

const number = z.coerce.number()

/** Keeps the lines of `incoming_rows` that could not be read, cut to 4 KiB, without what looks like an address. */
export async function appendQuarantinedLines(
  store: Store,
  page: BulkPage,
  append: { source: string; runId: string; at: Date },
): Promise<void> {
  await store.write(
    `INSERT INTO quarantine (quarantine_id, source, position, record, reason, run_id, quarantined_at)
     WITH
      substring(raw, 1, {read_bytes:UInt32}) AS start,
      replaceRegexpAll(start, {conceal:String}, {conceal_by:String}) AS concealed,
      -- What is cut may end in half an address, which no pattern knows.
      if(length(raw) > {read_bytes:UInt32}, replaceRegexpOne(concealed, '[0-9A-Fa-f.:@]*$', ''), concealed) AS whole,
      replaceRegexpAll(whole, {addresses:String}, '[address]') AS clean,
      line_number + {first_line:UInt64} - 1 AS number,
      substring(clean, 1, {kept_bytes:UInt32}) AS kept,
      reinterpretAsUInt128(sipHash128({source:String}, {file_key:String}, number, kept)) AS id
     SELECT id, {source:String}, concat({file:String}, ':', toString(number)), kept, reason, {run:UUID}, {at:DateTime64(3)}
     FROM (SELECT line_number, raw, reason FROM incoming_rows WHERE outcome = 'quarantined')
     WHERE id NOT IN (SELECT quarantine_id FROM quarantine WHERE source = {source:String})`,
    {
      source: append.source,
      run: append.runId,
      at: append.at,
      file: page.file,
      file_key: page.fileKey,
      first_line: page.firstLine,
      conceal: page.conceal.pattern,
      conceal_by: page.conceal.by,
      addresses: addressPattern,
      read_bytes: 2 * keptBytes,
      kept_bytes: keptBytes,
    },
  )
}

const keptBytes = 4096

/** What looks like a mail or IP address, in RE2. A time such as 10:05:03 does not: an IPv6 address has eight parts or a double colon. */
export const addressPattern = [
  String.raw`[\w.+%-]+@[\w-]+(?:\.[\w-]+)+`,
  String.raw`(?:[0-9A-Fa-f]{0,4}:)*\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}`,
  '(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}',
  '(?:[0-9A-Fa-f]{1,4}:){1,7}(?:(?::[0-9A-Fa-f]{1,4}){1,7}|:)',
  ':(?::[0-9A-Fa-f]{1,4}){1,7}',
].join('|')

/** What became of the page's lines; an event that was there already, or twice in the page, is a duplicate. */
export async function countRows(store: Store, appended: number): Promise<Outcomes> {
  const counts = await store.readOne({
    text: `SELECT sum(lines) AS records, sumIf(lines, became = 'event') AS with_events,
       sumIf(lines, became = 'quarantined') AS quarantined, sumIf(lines, became = 'ignored') AS ignored,
       sumMapIf(map(why, lines), became = 'quarantined') AS quarantined_by,
       sumMapIf(map(why, lines), became = 'ignored') AS ignored_by
      FROM (
       SELECT if(outcome = 'event' AND words.ignored != '', 'ignored', toString(outcome)) AS became,
        if(outcome = 'event', words.ignored, toString(reason)) AS why, sum(rows.lines) AS lines
       FROM (SELECT outcome, reason, word, count() AS lines FROM incoming_rows GROUP BY outcome, reason, word) AS rows
       ANY LEFT JOIN incoming_words AS words ON rows.word = words.word
       GROUP BY became, why
       SETTINGS join_use_nulls = 0)`,
    params: {},
    row: z.object({
      records: number,
      with_events: number,
      quarantined: number,
      ignored: number,
      quarantined_by: z.record(z.string(), number),
      ignored_by: z.record(z.string(), number),
    }),
  })
  return {
    records: counts.records,
    appended,
    duplicate: counts.with_events - appended,
    quarantined: counts.quarantined,
    ignored: counts.ignored,
    events: appended,
    quarantinedBy: counts.quarantined_by,
    ignoredBy: counts.ignored_by,
  }
}
