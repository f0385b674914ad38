import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import { RowBinary } from '../row-binary.ts'
import type { Networks } from './network-file.ts'

const mostAddresses = 500_000
const addressesAtOnce = 100_000

/** What addresses of visits wait with while their networks are looked up; in memory only. */
export async function forgetAddresses(store: Store): Promise<void> {
  await store.write('TRUNCATE TABLE incoming_addresses')
}

/** Looks up the network of each visitor in `incoming_rows` and keeps it beside the hash of their address, which changes every month. */
export async function appendVisitorNetworks(
  store: Store,
  networks: Networks,
  append: { readonly source: string; readonly at: Date },
): Promise<void> {
  await lookUpAddresses(store, networks)
  await store.write(
    `INSERT INTO network_sightings (source, trace, trace_id, number, name, domain, class, told_at)
     SELECT {source:String}, 'visitor', visitor, number, name, domain, class, {at:DateTime64(3)}
     FROM (SELECT DISTINCT visitor, address FROM incoming_rows WHERE ${isVisit}) AS visitors
     ANY INNER JOIN incoming_addresses AS told ON told.address = visitors.address
     WHERE class != '' AND (toUInt128(visitor), number, name, domain, class) NOT IN (${knownSightings('visitor')}
      AND trace_id IN (SELECT toUInt128(visitor) FROM incoming_rows WHERE visitor != 0))`,
    { source: append.source, at: append.at },
  )
}

/** Keeps the networks of the events in `incoming`, also of those that are in the workspace already. */
export async function appendEventNetworks(
  store: Store,
  append: { readonly source: string; readonly at: Date },
): Promise<void> {
  await store.write(
    `INSERT INTO network_sightings (source, trace, trace_id, number, name, domain, class, told_at)
     SELECT {source:String}, 'event', event_id, network_number, network_name, network_domain, network_class, {at:DateTime64(3)}
     FROM incoming
     WHERE outcome = 'event' AND network_class != ''
      AND (event_id, toUInt32(network_number), network_name, network_domain, network_class) NOT IN (${knownSightings('event')}
       AND trace_id IN (SELECT event_id FROM incoming WHERE outcome = 'event'))
     LIMIT 1 BY event_id`,
    { source: append.source, at: append.at },
  )
}

const isVisit = `outcome = 'event' AND visitor != 0 AND word NOT IN (SELECT word FROM incoming_words WHERE ignored != '')`

const knownSightings = (trace: 'visitor' | 'event'): string =>
  `SELECT trace_id, number, name, domain, class FROM network_sightings FINAL WHERE source = {source:String} AND trace = '${trace}'`

/** Fills `incoming_addresses` with the addresses of `incoming_rows` that are not in it yet. */
async function lookUpAddresses(store: Store, networks: Networks): Promise<void> {
  const { known } = await store.readOne({
    text: 'SELECT count() AS known FROM incoming_addresses',
    params: {},
    row: z.object({ known: z.coerce.number() }),
  })
  if (known > mostAddresses) await forgetAddresses(store)
  for (;;) {
    const addresses = await store.read({
      text: `SELECT address FROM (SELECT DISTINCT address FROM incoming_rows WHERE ${isVisit})
        WHERE address NOT IN (SELECT address FROM incoming_addresses) LIMIT {most:UInt32}`,
      params: { most: addressesAtOnce },
      row: z.object({ address: z.string() }),
    })
    if (addresses.length === 0) return
    const rows = new RowBinary()
    for (const { address } of addresses) {
      const network = networks.find(address)
      rows.string(address)
      rows.uint64(network?.number ?? 0)
      rows.string(network?.name ?? '')
      rows.string(network?.domain ?? '')
      rows.string(network?.class ?? '')
    }
    await store.append('incoming_addresses', [rows.take()], 'RowBinary')
    if (addresses.length < addressesAtOnce) return
  }
}
