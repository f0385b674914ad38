import { z } from 'zod'
import { type EventType, eventTypes } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import type { ActPage, BulkConnector, BulkPage, VisitConnector, VisitPage } from './connector.ts'
import { keepLine, keepLineParams } from './kept-line.ts'
import { openMonthKeys } from './month-keys.ts'
import { type Preview, type PreviewedRecord, type PreviewReading, takePages } from './previewed.ts'

/** The engine says what the first lines of a bulk source become, in a question that writes no table. */
export async function previewLines(
  store: Store,
  connector: BulkConnector<unknown>,
  config: unknown,
  reading: PreviewReading,
): Promise<Preview> {
  const records: PreviewedRecord[] = []
  const notes: string[] = []
  const take = async <P extends BulkPage>(
    page: P,
    explain: (page: P) => Promise<PreviewedRecord[]>,
  ): Promise<boolean> => {
    notes.push(...(page.notes ?? []))
    const { lines, isWhole } = cutLines(page.lines, reading.mostRecords - records.length)
    if (lines.length > 0) records.push(...(await explain({ ...page, lines })))
    return !isWhole
  }
  const ending =
    connector.rows === 'visits'
      ? await takePages(connector.read(config, undefined, reading.io), reading, (page) =>
          take(page, (cut) => explainVisits(store, connector, cut, reading)),
        )
      : await takePages(connector.read(config, undefined, reading.io), reading, (page) =>
          take(page, (cut) => explainActs(store, cut)),
        )
  return { records, isWhole: ending.isWhole, notes: [...notes, ...ending.notes] }
}

const longestLine = 16 << 10

/** The first lines, as text: what is no UTF-8 shows as such. */
function cutLines(bytes: Buffer, most: number): { lines: Buffer; isWhole: boolean } {
  let end = 0
  for (let line = 0; line < most && end < bytes.length; line++) {
    const next = bytes.indexOf(10, end)
    end = next === -1 ? bytes.length : next + 1
  }
  return { lines: bytes.subarray(0, end), isWhole: end === bytes.length }
}

const types = Object.keys(eventTypes) as [EventType, ...EventType[]]
const row = z.object({
  number: z.coerce.number(),
  outcome: z.enum(['event', 'quarantined', 'ignored', 'keyless']),
  reason: z.string(),
  shown: z.string(),
  type: z.string(),
  occurred_at: z.string(),
  visitor: z.string(),
  object_kind: z.string(),
  object_id: z.string(),
  attrs: z.record(z.string(), z.string()),
  word: z.string(),
})
type Row = z.output<typeof row>

/** The lines given as a list stand for the file that a collection parses. */
const incomingLines = `incoming_lines AS (SELECT toUInt64(pair.1) AS line_number, pair.2 AS line
         FROM (SELECT arrayJoin(arrayZip(arrayEnumerate({lines:Array(String)}), {lines:Array(String)})) AS pair))`

async function explainVisits(
  store: Store,
  connector: VisitConnector<unknown>,
  page: VisitPage,
  { io }: PreviewReading,
): Promise<PreviewedRecord[]> {
  const keys = openMonthKeys(io)
  await keys.ask(page.months)
  const read = (): Promise<Row[]> =>
    store.read({
      text: `WITH ${incomingLines},
         ${keepLine('replaceRegexpAll(start, {conceal:String}, {conceal_by:String})')}
        SELECT line_number AS number, toString(CAST(outcome AS Enum8('event' = 1, 'quarantined' = 2, 'ignored' = 3, 'keyless' = 4))) AS outcome, toString(reason) AS reason,
         toValidUTF8(kept) AS shown, toString(type) AS type,
         formatDateTime(occurred_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS occurred_at, toString(visitor) AS visitor, toString(object_kind) AS object_kind,
         object_id, attrs, word
        FROM (${page.select}) ORDER BY line_number SETTINGS log_queries = 0`,
      params: {
        ...page.params,
        ...keys.params(),
        lines: splitLines(page.lines),
        conceal: page.conceal.pattern,
        conceal_by: page.conceal.by,
        ...keepLineParams,
      },
      row,
    })
  let rows = await keys.hideFromErrors(read)
  const missing = rows
    .filter(({ outcome }) => outcome === 'keyless')
    .map((one) => one.occurred_at.slice(0, 7))
  if (missing.length > 0) {
    await keys.ask(missing)
    rows = await keys.hideFromErrors(read)
  }
  return rows.map((one) => toPreviewed(one, connector, page))
}

const splitLines = (lines: Buffer): string[] =>
  lines
    .toString()
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.slice(0, longestLine))

function toPreviewed(line: Row, connector: VisitConnector<unknown>, page: VisitPage): PreviewedRecord {
  const nothing = { reason: line.reason, position: '', record: '', events: [] }
  if (line.outcome === 'quarantined') {
    const position = `${page.file}:${page.firstLine + line.number - 1}`
    return { ...nothing, becomes: 'quarantined', position, record: line.shown }
  }
  const meaning = connector.explainWord(line.word)
  const ignored = line.outcome === 'event' ? meaning.ignored : line.reason
  const type = types.find((known) => known === line.type)
  if (ignored !== undefined || type === undefined)
    return { ...nothing, becomes: 'ignored', reason: ignored ?? 'it tells of no act' }
  return {
    ...nothing,
    becomes: 'events',
    reason: '',
    events: [
      {
        type,
        occurredAt: new Date(line.occurred_at),
        actor: {},
        hasVisitor: line.visitor !== '0',
        organisation: '',
        object: { kind: line.object_kind, id: line.object_id },
        attrs: { ...meaning.attrs, ...line.attrs },
        quantities: {},
        flags: meaning.flags ?? [],
      },
    ],
  }
}

const act = z.object({
  number: z.coerce.number(),
  outcome: z.coerce.number(),
  reason: z.string(),
  shown: z.string(),
  type: z.string(),
  occurred_at: z.string(),
  username: z.string(),
  account_id: z.string(),
  object_kind: z.string(),
  object_id: z.string(),
  attrs: z.record(z.string(), z.string()),
  quantities: z.record(z.string(), z.number()),
  flags: z.array(z.string()),
})

async function explainActs(store: Store, page: ActPage): Promise<PreviewedRecord[]> {
  const rows = await store.read({
    text: `WITH ${incomingLines},${keepLine()}
      SELECT line_number AS number, toUInt8(outcome) AS outcome, toString(reason) AS reason, toValidUTF8(kept) AS shown,
       toString(type) AS type, formatDateTime(occurred_at, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS occurred_at, alias_username AS username,
       alias_account_id AS account_id, toString(object_kind) AS object_kind, toString(object_id) AS object_id, attrs,
       quantities, flags
      FROM (${page.select}) ORDER BY line_number SETTINGS log_queries = 0`,
    params: { ...page.params, ...keepLineParams, lines: splitLines(page.lines) },
    row: act,
  })
  return rows.map((one) => toPreviewedAct(one, page))
}

function toPreviewedAct(line: z.output<typeof act>, page: ActPage): PreviewedRecord {
  const nothing = { reason: line.reason, position: '', record: '', events: [] }
  if (line.outcome === 2) {
    const position = `${page.file}:${page.firstLine + line.number - 1}`
    return { ...nothing, becomes: 'quarantined', position, record: line.shown }
  }
  const type = types.find((known) => known === line.type)
  if (line.outcome === 3 || type === undefined) return { ...nothing, becomes: 'ignored' }
  const event = {
    type,
    occurredAt: new Date(line.occurred_at),
    actor: { username: line.username, accountId: line.account_id },
    hasVisitor: false,
    organisation: '',
    object: { kind: line.object_kind, id: line.object_id },
    attrs: line.attrs,
    quantities: line.quantities,
    flags: line.flags,
  }
  return { ...nothing, becomes: 'events', reason: '', events: [event] }
}
