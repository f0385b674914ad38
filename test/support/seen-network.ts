import type { Store } from '../../src/store/index.ts'

/** A network as a file of networks tells it; what is left out it does not tell. */
export interface SeenNetwork {
  readonly number?: number
  readonly name?: string
  readonly domain?: string
  readonly class?: string
}

/** Writes that the addresses of some visitors belonged to a network, as collect does. */
export function seeVisitors(
  store: Store,
  visitors: readonly number[],
  network: SeenNetwork,
  toldAt = '2026-11-01T00:00:00Z',
): Promise<void> {
  const rows = visitors.map((visitor) =>
    JSON.stringify({
      source: 'access-log:made-up',
      trace: 'visitor',
      trace_id: String(visitor),
      number: 0,
      name: '',
      domain: '',
      class: 'unknown',
      ...network,
      told_at: toldAt,
    }),
  )
  return store.append('network_sightings', [Buffer.from(rows.join('\n'))], 'JSONEachRow')
}

/** Writes that all named acts of a source came from a network. */
export async function seeActs(store: Store, source: string, network: SeenNetwork): Promise<void> {
  await store.write(
    `INSERT INTO network_sightings (source, trace, trace_id, number, name, domain, class, told_at)
     SELECT source, 'event', event_id, {number:UInt32}, {name:String}, {domain:String}, {class:String}, now64(3) FROM events WHERE source = {source:String}`,
    { source, number: 0, name: '', domain: '', class: 'unknown', ...network },
  )
}
