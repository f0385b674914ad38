import { z } from 'zod'
import { connector } from '../../src/collect/connectors/access-log/index.ts'
import { ingest, type Run } from '../../src/collect/index.ts'
import { openMonthlyKeys } from '../../src/collect/monthly-key.ts'
import type { NetworkTeller } from '../../src/collect/networks/index.ts'
import type { Store } from '../../src/store/index.ts'

/** Collects an access log as a person would who names its path, at a stopped moment, with keys in the workspace. */
export async function collectLog(
  store: Store,
  path: string,
  how: {
    config?: Readonly<Record<string, unknown>>
    source?: string
    now?: string
    signal?: AbortSignal
    again?: boolean
    networks?: NetworkTeller
  } = {},
): Promise<Run> {
  const clock = { now: () => new Date(how.now ?? '2026-11-20T12:00:00Z') }
  const { monthlyKey } = openMonthlyKeys(`${store.workspace}/keys`, clock)
  const config = connector.config.parse({ path, ...how.config })
  const source = { id: how.source ?? 'access-log:test', connector, config }
  return ingest(store, source, {
    io: { clock, signal: how.signal ?? new AbortController().signal, monthlyKey },
    ...(how.again === true ? { again: true } : {}),
    networks: how.networks,
  })
}

export async function readRows<Row>(store: Store, text: string, row: z.ZodType<Row>): Promise<Row[]> {
  return store.read({ text, params: {}, row })
}

export async function countEvents(store: Store): Promise<number> {
  const [row] = await readRows(
    store,
    'SELECT count() AS events FROM events',
    z.object({ events: z.coerce.number() }),
  )
  return row?.events ?? 0
}

export async function forgetAll(store: Store): Promise<void> {
  for (const table of ['events', 'quarantine', 'runs', 'read_pages', 'network_sightings'])
    await store.write(`TRUNCATE TABLE ${table}`)
}
