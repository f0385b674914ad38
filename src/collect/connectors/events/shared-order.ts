import { type Page, PartialRead, type ReadIo } from '../../connector.ts'
import { readTable, type TableRow } from '../../table/index.ts'
import { columns, shape } from './column.ts'
import type { EventsConfig } from './config.ts'

/** A record of a table, and whether its order is for several people. */
export interface GuestRecord {
  readonly kind: 'guest'
  readonly record: unknown
  readonly isShared: boolean
}

/**
 * The rows of tables of guests. pretix writes the address of whoever ordered beside every name, so orders with several names
 * are found first: their address must not make two people one.
 */
export async function* readGuests(
  config: EventsConfig,
  since: Page['cursor'] | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  let shared: ReadonlySet<string> | undefined
  for await (const page of readTable(config, shape, since, io)) {
    if (shared === undefined && hasOrders(page.records)) shared = await findSharedOrders(config, io)
    const known = shared ?? new Set<string>()
    const records = page.records.map(
      (record): GuestRecord => ({ kind: 'guest', record, isShared: known.has(orderOf(record)) }),
    )
    yield { ...page, records }
  }
}

const hasOrders = (records: readonly unknown[]): boolean => records.some((record) => orderOf(record) !== '')

function orderOf(record: unknown): string {
  const row = record as TableRow
  return row.kind === 'row' ? columns.read(row, 'order') : ''
}

async function findSharedOrders(config: EventsConfig, io: ReadIo): Promise<Set<string>> {
  const names = new Map<string, string>()
  const shared = new Set<string>()
  try {
    for await (const { records } of readTable(config, shape, undefined, io))
      for (const record of records) {
        const order = orderOf(record)
        if (order === '') continue
        const name = columns.read(record as TableRow, 'name')
        const other = names.get(order)
        if (other !== undefined && other !== name) shared.add(order)
        names.set(order, name)
      }
  } catch (error) {
    // The reading that follows meets the same damage and tells of it.
    if (!(error instanceof PartialRead)) throw error
  }
  return shared
}
