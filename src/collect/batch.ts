import { z } from 'zod'
import { concealNetworkAddresses } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import type { EventDraft, RecordOutcome } from './connector.ts'
import { appendEventNetworks } from './networks/append-sightings.ts'
import type { Network, Networks } from './networks/index.ts'
import { RowBinary } from './row-binary.ts'

/** Counts of named outcomes; `appended + duplicate + quarantined + ignored = records`, always. */
export interface Outcomes {
  records: number
  appended: number
  duplicate: number
  quarantined: number
  ignored: number
  /** Events appended: a record such as a commit can hold several. */
  events: number
  quarantinedBy: Record<string, number>
  ignoredBy: Record<string, number>
}

export const noOutcomes = (): Outcomes => ({
  records: 0,
  appended: 0,
  duplicate: 0,
  quarantined: 0,
  ignored: 0,
  events: 0,
  quarantinedBy: {},
  ignoredBy: {},
})

const outcomeNumber = { event: 1, quarantined: 2, ignored: 3 } as const
const visibilityNumber = { public: 1, private: 2, anonymous: 3 } as const
const longestRecord = 4096
/** A record without an event would have no row, and so vanish from the counts. */
const nothingObserved = { kind: 'ignored', reason: 'it tells of no act' } as const

/** Gathers outcomes of records as rows for the engine until they are appended together. */
export class Batch {
  readonly #rows = new RowBinary()
  readonly #source: string
  readonly #platform: string
  readonly #networks: Networks | undefined
  #records = 0

  /** `networks` tells which network an event's address belongs to; the address itself goes no further. */
  constructor(source: string, platform: string, networks?: Networks) {
    this.#source = source
    this.#platform = platform
    this.#networks = networks
  }

  get records(): number {
    return this.#records
  }

  get bytes(): number {
    return this.#rows.bytes
  }

  add(outcome: RecordOutcome): void {
    const record = this.#records++
    if (outcome.kind !== 'events') this.#addWithoutEvent(record, outcome)
    else if (outcome.events.length === 0) this.#addWithoutEvent(record, nothingObserved)
    else for (const event of outcome.events) this.#addEvent(record, event)
  }

  takeRows(): Buffer {
    this.#records = 0
    return this.#rows.take()
  }

  #addEvent(record: number, event: EventDraft): void {
    const rows = this.#rows
    rows.uint64(record)
    rows.uint8(outcomeNumber.event)
    for (let empty = 0; empty < 3; empty++) rows.string('')
    rows.string(this.#source)
    rows.string(event.sourceEventId)
    rows.string(event.act ?? '')
    rows.string(event.type)
    rows.instant(event.occurredAt)
    rows.nullableInt16(event.tzOffsetMin)
    rows.string(event.actor?.platform ?? this.#platform)
    rows.string(event.actor?.name ?? '')
    rows.string(event.actor?.email ?? '')
    rows.string(event.actor?.username ?? '')
    rows.string(event.actor?.accountId ?? '')
    rows.string(event.visitor ?? '')
    rows.string(event.organisationHint ?? '')
    rows.string(event.object?.kind ?? '')
    rows.string(event.object?.id ?? '')
    rows.string(event.object?.version ?? '')
    rows.uint8(visibilityNumber[event.visibility])
    rows.string(event.lawfulBasis)
    rows.string(event.contactBasis ?? '')
    const attrs = Object.entries(event.attrs ?? {})
    rows.count(attrs.length)
    for (const [key, value] of attrs) {
      rows.string(key)
      rows.string(value)
    }
    const quantities = Object.entries(event.quantities ?? {})
    rows.count(quantities.length)
    for (const [key, value] of quantities) {
      rows.string(key)
      rows.float64(value)
    }
    rows.strings(event.touched ?? [])
    rows.strings(event.flags ?? [])
    this.#addNetwork(event.address === undefined ? undefined : this.#networks?.find(event.address))
  }

  #addNetwork(network: Network | undefined): void {
    const rows = this.#rows
    rows.uint64(network?.number ?? 0)
    rows.string(network?.name ?? '')
    rows.string(network?.domain ?? '')
    rows.string(network?.class ?? '')
  }

  #addWithoutEvent(record: number, outcome: Exclude<RecordOutcome, { kind: 'events' }>): void {
    const rows = this.#rows
    const held = outcome.kind === 'quarantined' ? outcome : undefined
    rows.uint64(record)
    rows.uint8(outcomeNumber[outcome.kind])
    rows.string(outcome.reason)
    rows.string(held?.position ?? '')
    rows.string(
      held === undefined
        ? ''
        : concealNetworkAddresses(held.record.slice(0, 2 * longestRecord)).slice(0, longestRecord),
    )
    rows.string(this.#source)
    for (let empty = 0; empty < 3; empty++) rows.string('')
    rows.instant(0)
    rows.nullableInt16(undefined)
    for (let empty = 0; empty < 10; empty++) rows.string('')
    rows.uint8(visibilityNumber.private)
    for (let empty = 0; empty < 2; empty++) rows.string('')
    for (let empty = 0; empty < 4; empty++) rows.count(0)
    this.#addNetwork(undefined)
  }
}

/** For which run rows are appended; `again` when it reads from the start what was read before. */
export interface Append {
  readonly source: string
  readonly runId: string
  readonly at: Date
  readonly again?: boolean
  /** The other sources that call acts by name; undefined when this one does not. */
  readonly tellers?: readonly string[] | undefined
  /** Nothing of this source was there before the run, so nothing from before acts had names. */
  readonly isFirst?: boolean
  /** Networks of addresses are looked up. */
  readonly looksUp?: boolean
}

/**
 * Appends what a batch holds, each event once for ever, and says what became of every record. May be killed at any
 * point: run again, it finds what is already there and appends the rest.
 */
export async function appendBatch(store: Store, batch: Batch, run: Append): Promise<Outcomes> {
  await store.write('TRUNCATE TABLE incoming')
  await store.append('incoming', [batch.takeRows()], 'RowBinary')
  return appendIncoming(store, run)
}

/** The second half of `appendBatch`: from the rows already waiting in `incoming`. */
export async function appendIncoming(store: Store, run: Append): Promise<Outcomes> {
  const { source, tellers } = run
  const params = { source, tellers: tellers ?? [], run: run.runId, at: run.at, again: run.again === true }
  await store.write('TRUNCATE TABLE incoming_fresh')
  await store.write(chooseSearch(run), params)
  const outcomes = await countOutcomes(store)
  // Also of events that are there already: they may have been collected before there was a file of networks.
  if (run.looksUp === true) await appendEventNetworks(store, run)
  const isRetold = tellers !== undefined && tellers.length > 0 && outcomes.duplicate > 0
  // An event that is there already was appended after its alias.
  if (outcomes.events > 0 || isRetold) await store.write(appendAliases, params)
  if (outcomes.events > 0) await store.write(appendEvents, params)
  if (isRetold) await store.write(appendRetold, params)
  if (outcomes.quarantined > 0) await store.write(appendQuarantine, params)
  return outcomes
}

function chooseSearch({ tellers, isFirst }: Append): string {
  if (tellers === undefined) return findFresh
  return findFreshNamed(isFirst === true ? '' : `AND NOT ${isOld}`)
}

const batchIds = (id: string): string => `SELECT ${id} FROM incoming WHERE outcome = 'event'`

// Only the stretch of time the batch covers needs comparing; and of the events there only the ids of this batch are kept, so that
// memory grows with the batch and not with the history.
const inStretch = (slack: string): string =>
  `occurred_at >= (SELECT min(occurred_at) - ${slack} FROM incoming WHERE outcome = 'event')
     AND occurred_at <= (SELECT max(occurred_at) + ${slack} FROM incoming WHERE outcome = 'event')`
/** Forges tell of one act with times that are seconds apart, and of a merge up to hours. */
const nearby = inStretch('INTERVAL 1 DAY')

const findFresh = `INSERT INTO incoming_fresh SELECT event_id, min(record) FROM incoming
  WHERE outcome = 'event' AND event_id NOT IN (
    SELECT event_id FROM events WHERE source = {source:String} AND ${inStretch('INTERVAL 0 DAY')}
     AND event_id IN (${batchIds('event_id')}))
  GROUP BY event_id SETTINGS compile_aggregate_expressions = 0`

/** Appended before acts had names. */
const isOld = `own_id IN (SELECT event_id FROM events WHERE source = {source:String} AND ${nearby}
     AND event_id IN (${batchIds('own_id')}))`

const findFreshNamed = (
  unlessOld: string,
): string => `INSERT INTO incoming_fresh SELECT event_id, min(record) FROM incoming
  WHERE outcome = 'event' AND event_id NOT IN (
    SELECT event_id FROM events WHERE (source = {source:String} OR source IN {tellers:Array(String)}) AND ${nearby}
     AND event_id IN (${batchIds('event_id')}))
   ${unlessOld}
  GROUP BY event_id SETTINGS compile_aggregate_expressions = 0`

/** The columns of `events` that a batch fills. */
export const eventColumns = `event_id, source, source_event_id, type, occurred_at, tz_offset_min, alias_id, visitor, organisation_hint,
   object_kind, object_id, object_version, visibility, lawful_basis, contact_basis, attrs, quantities, touched, flags, run_id, ingested_at`

const selectEvents = `SELECT event_id, source, source_event_id, type, occurred_at, tz_offset_min, alias_id,
   if(visitor = '', 0, sipHash64(source, visitor)), organisation_hint, object_kind, object_id,
   object_version, visibility, lawful_basis, contact_basis, attrs, quantities, touched, flags, {run:UUID}, {at:DateTime64(3)}
  FROM incoming
  WHERE outcome = 'event' AND source = {source:String}`

const appendEvents = `INSERT INTO events (${eventColumns}) ${selectEvents}
   AND event_id IN (SELECT event_id FROM incoming_fresh)
  LIMIT 1 BY event_id`

const appendRetold = `INSERT INTO retold_events (${eventColumns}) ${selectEvents}
   AND act_name != '' AND event_id IN (
    SELECT event_id FROM events WHERE source IN {tellers:Array(String)} AND ${nearby} AND event_id IN (${batchIds('event_id')}))
   AND event_id NOT IN (
    SELECT event_id FROM retold_events WHERE source = {source:String} AND ${nearby} AND event_id IN (${batchIds('event_id')}))
   AND NOT ${isOld}
  LIMIT 1 BY event_id`

const appendAliases = `INSERT INTO aliases (alias_id, source, platform, name, email, username, account_id, run_id, recorded_at)
  SELECT alias_id, source, any(platform), any(alias_name), any(alias_email), any(alias_username), any(alias_account_id),
   {run:UUID}, {at:DateTime64(3)}
  FROM incoming
  WHERE outcome = 'event' AND alias_id != 0
   AND alias_id NOT IN (SELECT alias_id FROM aliases WHERE source = {source:String}
    AND alias_id IN (SELECT alias_id FROM incoming WHERE outcome = 'event'))
  GROUP BY alias_id, source`

const appendQuarantine = `INSERT INTO quarantine (quarantine_id, source, position, record, reason, run_id, quarantined_at)
  SELECT reinterpretAsUInt128(sipHash128(source, position, raw)), source, position, raw, reason, {run:UUID}, {at:DateTime64(3)}
  FROM incoming
  WHERE outcome = 'quarantined' AND source = {source:String}
   AND reinterpretAsUInt128(sipHash128(source, position, raw)) NOT IN (SELECT quarantine_id FROM quarantine
    WHERE source = {source:String} AND (NOT {again:Bool} OR run_id = {run:UUID}))`

const number = z.coerce.number()

async function countOutcomes(store: Store): Promise<Outcomes> {
  const counts = await store.readOne({
    text: `SELECT uniqExact(record) AS records, uniqExactIf(record, outcome = 'event') AS with_events,
       uniqExactIf(record, outcome = 'quarantined') AS quarantined, uniqExactIf(record, outcome = 'ignored') AS ignored,
       (SELECT uniqExact(record) FROM incoming_fresh) AS appended, (SELECT count() FROM incoming_fresh) AS events,
       sumMapIf(map(reason, 1), outcome = 'quarantined') AS quarantined_by,
       sumMapIf(map(reason, 1), outcome = 'ignored') AS ignored_by
      FROM incoming`,
    params: {},
    row: z.object({
      records: number,
      with_events: number,
      quarantined: number,
      ignored: number,
      appended: number,
      events: number,
      quarantined_by: z.record(z.string(), number),
      ignored_by: z.record(z.string(), number),
    }),
  })
  return {
    records: counts.records,
    appended: counts.appended,
    duplicate: counts.with_events - counts.appended,
    quarantined: counts.quarantined,
    ignored: counts.ignored,
    events: counts.events,
    quarantinedBy: counts.quarantined_by,
    ignoredBy: counts.ignored_by,
  }
}
