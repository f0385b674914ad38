import {
  type Cursor,
  type EventDraft,
  PartialRead,
  type ReadIo,
  type RecordOutcome,
  type StreamConnector,
} from '../../src/collect/connector.ts'
import { askNobody } from './ask-nobody.ts'

/** Everything a stream connector says, without a store. */
export interface Told {
  readonly events: EventDraft[]
  readonly quarantined: Extract<RecordOutcome, { kind: 'quarantined' }>[]
  readonly claims: unknown[]
  readonly notes: string[]
  /** The reason of a PartialRead; undefined when all could be read. */
  readonly partial: string | undefined
  readonly cursor: Cursor | undefined
  readonly pages: number
}

export async function readAll<Config>(
  connector: StreamConnector<Config>,
  config: Config,
  since?: Cursor,
  io: Partial<ReadIo> = {},
): Promise<Told> {
  const told = { events: [], quarantined: [], claims: [], notes: [] } as Pick<
    Told,
    'events' | 'quarantined' | 'claims' | 'notes'
  >
  let cursor: Cursor | undefined = since
  let partial: string | undefined
  let pages = 0
  const world: ReadIo = {
    clock: { now: () => new Date('2026-11-01T12:00:00Z') },
    signal: new AbortController().signal,
    ask: askNobody,
    monthlyKey: () => Promise.reject(new Error('no addresses here')),
    ...io,
  }
  try {
    for await (const page of connector.read(config, since, world)) {
      pages++
      // As it is kept: plain JSON.
      cursor = JSON.parse(JSON.stringify(page.cursor)) as Cursor
      told.claims.push(...(page.claims ?? []))
      told.notes.push(...(page.notes ?? []))
      for (const record of page.records) {
        const outcome = connector.toOutcome(record, config)
        if (outcome.kind === 'events') told.events.push(...outcome.events)
        if (outcome.kind === 'quarantined') told.quarantined.push(outcome)
      }
    }
  } catch (error) {
    if (!(error instanceof PartialRead)) throw error
    partial = error.message
  }
  return { ...told, partial, cursor, pages }
}
