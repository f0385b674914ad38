import type { Store } from '../../store/index.ts'
import { splitIntoParts } from '../part.ts'
import { clusteredPeople, countClustered, madeDiscoveries } from './discoveries-question.ts'
import type { Discovery } from './discovery.ts'
import type { Grouping } from './drift.ts'

/** So many searches are kept. */
const kept = 10
const peoplePerPart = 50_000
const linesPerPiece = 20_000

/** Writes who is in which group; nobody sees it before `keepDiscovery` writes the search itself. */
export async function keepMembers(
  store: Store,
  discovery: string,
  { people, labels }: Grouping,
): Promise<void> {
  const pieces = function* (): Generator<Buffer> {
    for (let from = 0; from < people.length; from += linesPerPiece) {
      const end = Math.min(people.length, from + linesPerPiece)
      const lines: string[] = []
      for (let at = from; at < end; at++)
        lines.push(`${discovery}\t${people[at]}\t${(labels[at] as number) + 1}\n`)
      yield Buffer.from(lines.join(''))
    }
  }
  await store.append('discovery_members', pieces(), 'TabSeparated')
}

/** Writes a search, and forgets the oldest and what interrupted ones left. */
export async function keepDiscovery(store: Store, discovery: Discovery): Promise<void> {
  const row = {
    discovery_id: discovery.discoveryId,
    made_at: discovery.madeAt.slice(0, -1),
    body: JSON.stringify(discovery),
  }
  await store.append('discoveries', [Buffer.from(JSON.stringify(row))], 'JSONEachRow')
  const made = await store.read(madeDiscoveries(undefined))
  const ids = made.slice(0, kept).map(({ id }) => id)
  for (const table of ['discoveries', 'discovery_members'])
    await store.write(`DELETE FROM ${table} WHERE NOT has({ids:Array(String)}, toString(discovery_id))`, {
      ids,
    })
}

/** The groups of the latest search, to compare with; undefined when there was none. */
export async function readLatestGrouping(
  store: Store,
): Promise<(Grouping & { readonly discoveryId: string; readonly madeAt: Date }) | undefined> {
  const [latest] = await store.read(madeDiscoveries(undefined))
  if (latest === undefined) return undefined
  const { people: count } = await store.readOne(countClustered(latest.id))
  const people = new BigUint64Array(count)
  const labels = new Uint8Array(count)
  let [from, k] = [0, 1]
  for (const part of splitIntoParts(count, peoplePerPart)) {
    const rows = await store.readOne(clusteredPeople({ discovery: latest.id, part }))
    for (const [at, person] of rows.people.entries()) {
      const cluster = rows.clusters[at] ?? 1
      people[from + at] = BigInt(person)
      labels[from + at] = cluster - 1
      k = Math.max(k, cluster)
    }
    from += rows.people.length
  }
  return { discoveryId: latest.id, madeAt: latest.made_at, people, labels, k }
}
