import { z } from 'zod'
import type { ActPage, Connector, Page, ReadIo, VisitPage } from '../../src/collect/connector.ts'
import { ingest } from '../../src/collect/ingest.ts'
import { openAsker } from '../../src/collect/outgoing/asker.ts'
import type { Run } from '../../src/collect/run.ts'
import type { Store } from '../../src/store/index.ts'
import type { ReplayServer } from './replay-server.ts'

/** Something a connector can read. */
export interface Example {
  /** What a person would type; `recognise` must know it. Absent for what is asked of a server. */
  readonly path?: string
  /** The server it is asked of; its address stands in `config`. */
  readonly server?: ReplayServer
  /** What is set otherwise than `recognise` suggests. */
  readonly config?: Readonly<Record<string, unknown>>
  /** How many records there are, counted by hand. */
  readonly records: number
  /** How many of them cannot be read. */
  readonly quarantined: number
  /** How a run ends; `complete` unless the example is damaged. */
  readonly status?: Run['status']
  /** Lets the source grow, so that a later run has something to read on. */
  grow?(): void | Promise<void>
}

/** One example under test. */
export interface Trial<Config> {
  readonly connector: Connector<Config>
  store?: Store | undefined
  folder: string
  example?: Example
  config?: Config
}

export function parts<Config>(trial: Trial<Config>): {
  connector: Connector<Config>
  store: Store
  example: Example
  config: Config
} {
  const { connector, store, example, config } = trial
  if (store === undefined || example === undefined || config === undefined) throw new Error('not made yet')
  return { connector, store, example, config }
}

const now = new Date('2026-11-01T12:00:00Z')
const key = '000102030405060708090a0b0c0d0e0f'

function makeIo(signal: AbortSignal): Omit<ReadIo, 'ask'> {
  return { clock: { now: () => now }, signal, monthlyKey: async () => ({ key }) }
}

/** One collection with a stopped clock and small batches. */
export async function collect<Config>(
  trial: Trial<Config>,
  how: { connector?: Connector<Config>; store?: Store; stopAfter?: number } = {},
): Promise<Run> {
  const { connector, store, config } = { ...parts(trial), ...how }
  const abort = new AbortController()
  let pages = 0
  const stopping = wrapPages(connector, async function* (read) {
    for await (const page of read) {
      if (++pages === how.stopAfter) abort.abort(new Error('stopped by the test'))
      yield page
    }
  })
  const source = { id: `${connector.name}:example`, connector: stopping, config }
  const asker = openAsker({
    clock: { now: () => now },
    privateHosts: ['127.0.0.1'],
    pause: async () => undefined,
  })
  try {
    return await ingest(store, source, {
      io: makeIo(abort.signal),
      asker,
      batchRecords: Math.ceil(parts(trial).example.records / 2),
    })
  } finally {
    await asker.close()
  }
}

/** How many pages an undisturbed run has. */
export async function countPages<Config>(trial: Trial<Config>): Promise<number> {
  let pages = 0
  const counting = wrapPages(trial.connector, async function* (read) {
    for await (const page of read) {
      pages++
      yield page
    }
  })
  await clear(trial)
  await collect(trial, { connector: counting })
  return pages
}

/** The same connector, but its pages pass through `pass`, which treats those of all forms alike. */
function wrapPages<Config>(
  connector: Connector<Config>,
  pass: <P extends Page | ActPage | VisitPage>(read: AsyncIterable<P>) => AsyncIterable<P>,
): Connector<Config> {
  if (connector.form === 'stream')
    return { ...connector, read: (config, since, io) => pass(connector.read(config, since, io)) }
  return connector.rows === 'visits'
    ? { ...connector, read: (config, since, io) => pass(connector.read(config, since, io)) }
    : { ...connector, read: (config, since, io) => pass(connector.read(config, since, io)) }
}

/** The same connector with its pages, and the records of a stream's page, in another order. */
export function shufflePages<Config>(
  connector: Connector<Config>,
  chances: readonly number[],
): Connector<Config> {
  let drawn = 0
  const shuffle = <T>(list: readonly T[]): T[] =>
    list
      .map((entry) => ({ entry, place: ((chances[drawn++ % chances.length] ?? 0) * (drawn + 13)) % 1009 }))
      .sort((left, right) => left.place - right.place)
      .map(({ entry }) => entry)
  return wrapPages(connector, async function* <P extends Page | ActPage | VisitPage>(read: AsyncIterable<P>) {
    const pages: P[] = []
    let damage: unknown
    try {
      // Lines are copied: their buffer may be used again for the next page.
      for await (const page of read)
        pages.push('lines' in page ? { ...page, lines: Buffer.from(page.lines) } : page)
    } catch (error) {
      damage = error
    }
    for (const page of shuffle(pages))
      yield 'records' in page ? { ...page, records: shuffle(page.records) } : page
    if (damage !== undefined) throw damage
  })
}

/** A store whose process dies right after a statement: what it did is durable, and nothing more happens. */
export function dieAfter(store: Store, statements: number): { store: Store; countStatements(): number } {
  let done = 0
  const dead = (): Error => new Error('killed by the test')
  const once =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (done >= statements) throw dead()
      const answer = await run(...args)
      if (++done >= statements) throw dead()
      return answer
    }
  const dying: Store = {
    ...store,
    write: once(store.write),
    append: once(store.append),
    appendFromFile: once(store.appendFromFile),
  }
  return { store: dying, countStatements: () => done }
}

const text = z.string()
const event = z.looseObject({
  event_id: text,
  type: text,
  occurred_at: text,
  lawful_basis: text,
  alias_id: text,
  alias_source: text.nullable(),
})
const held = z.object({ position: text, record: text, reason: text })

/** All that a collection leaves behind, but for when and by which run. */
export async function readKept<Config>(trial: Trial<Config>): Promise<{
  events: z.output<typeof event>[]
  quarantine: z.output<typeof held>[]
  claims: unknown[]
}> {
  const { store } = parts(trial)
  const events = await store.read({
    text: `SELECT e.* EXCEPT (run_id, ingested_at), a.source AS alias_source, a.platform, a.name, a.email, a.username, a.account_id
      FROM events AS e LEFT JOIN aliases AS a ON a.alias_id = e.alias_id AND a.source = e.source ORDER BY e.event_id`,
    params: {},
    row: event,
  })
  const quarantine = await store.read({
    text: 'SELECT position, record, reason FROM quarantine ORDER BY position, record',
    params: {},
    row: held,
  })
  const claims = await store.read({
    text: `SELECT kind, proper_name, proper_email, alias_name, alias_email FROM claims
      WHERE stated_at = (SELECT max(stated_at) FROM claims) ORDER BY ALL`,
    params: {},
    row: z.unknown(),
  })
  return { events, quarantine, claims }
}

export async function clear<Config>(trial: Trial<Config>): Promise<void> {
  for (const table of ['events', 'aliases', 'claims', 'quarantine', 'runs', 'read_pages'])
    await parts(trial).store.write(`TRUNCATE TABLE ${table}`)
}
