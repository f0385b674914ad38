import type { Cursor, EventDraft, RecordOutcome, StreamConnector } from '../../src/collect/connector.ts'
import { openAsker } from '../../src/collect/outgoing/asker.ts'

/** What a source on a local server told, without a store. */
export interface Followed {
  readonly events: EventDraft[]
  readonly outcomes: RecordOutcome[]
  readonly notes: string[]
  /** Of every page, in order; the last is where a later reading goes on. */
  readonly cursors: Cursor[]
  readonly cursor: Cursor
  /** How long it would have waited, in milliseconds, each time that was more than a moment. */
  readonly waits: readonly number[]
}

/** Reads a source that asks a local server to its end, as a collection would, without waiting between requests. */
export async function followSource<Config>(
  connector: StreamConnector<Config>,
  settings: object,
  since?: Cursor,
): Promise<Followed> {
  const config = connector.config.parse(settings)
  const { signal } = new AbortController()
  const clock = { now: () => new Date() }
  const asker = openAsker({ clock, privateHosts: ['127.0.0.1'], pause: async () => undefined })
  const waits: number[] = []
  const onWait = (_host: string, milliseconds: number): void => void waits.push(milliseconds)
  const ask = asker.forSource({ hosts: connector.hosts?.(config) ?? [], signal, onWait })
  const outcomes: RecordOutcome[] = []
  const notes: string[] = []
  const cursors: Cursor[] = []
  try {
    const io = { clock, signal, ask, monthlyKey: async () => ({ key: '' }) }
    for await (const page of connector.read(config, since, io)) {
      for (const record of page.records) outcomes.push(connector.toOutcome(record, config))
      notes.push(...(page.notes ?? []))
      cursors.push(page.cursor)
    }
  } finally {
    await asker.close()
  }
  const events = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))
  return { events, outcomes, notes, cursors, cursor: cursors.at(-1) ?? {}, waits }
}
