import { concealSecrets, readSources } from '../../collect/index.ts'
import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { readNextReadings } from '../jobs/next-reading.ts'
import type { Source } from './contract.ts'
import { eventTotal, lastRuns, sourceAliases, sourceEvents, sourceQuarantine } from './questions/sources.ts'

/** Every source with what it gave and how it was last read. */
export async function readSourceStates(store: Store, now: Date): Promise<Source[]> {
  const sources = await readSources(store)
  const [next, runs, events, aliases, quarantine] = await Promise.all([
    readNextReadings(store, sources, now),
    store.read(lastRuns(undefined)),
    readSourceEvents(store),
    store.read(sourceAliases(undefined)),
    store.read(sourceQuarantine(undefined)),
  ])
  return sources.map(({ id, connector, config, schedule }) => {
    const given = events.find((row) => row.source === id)
    return {
      id,
      connector: connector.name,
      title: connector.title,
      form: connector.form,
      config: { ...concealSecrets(connector, config) },
      schedule: schedule ?? null,
      nextRun: next.get(id)?.toISOString() ?? null,
      lastRun: runs.find((row) => row.source === id) ?? null,
      events: given?.events ?? 0,
      aliases: aliases.find((row) => row.source === id)?.aliases ?? 0,
      quarantined: quarantine.find((row) => row.source === id)?.quarantined ?? 0,
      firstEvent: given?.firstEvent ?? null,
      lastEvent: given?.lastEvent ?? null,
    }
  })
}

/** One source; a UserError naming those there are when it does not exist. */
export async function findSource(store: Store, id: string, now: Date): Promise<Source> {
  const sources = await readSourceStates(store, now)
  const found = sources.find((source) => source.id === id)
  if (found !== undefined) return found
  const known = sources.map((source) => source.id).join(', ')
  throw new UserError(
    `There is no source “${id}”. ${known === '' ? 'No source was added yet.' : `There are: ${known}.`}`,
    { status: 404 },
  )
}

type SourceEvents = readonly Awaited<ReturnType<typeof readFresh>>[number][]

const readFresh = (store: Store) => store.read(sourceEvents(undefined))
const known = new WeakMap<Store, { total: number; events: Promise<SourceEvents> }>()

/** Events are only ever appended, so what was counted holds for as long as there are as many. */
async function readSourceEvents(store: Store): Promise<SourceEvents> {
  const { total } = await store.readOne(eventTotal(undefined))
  const last = known.get(store)
  if (last?.total === total) return last.events
  const events = readFresh(store)
  known.set(store, { total, events })
  events.catch(() => known.delete(store))
  return events
}
