import { setTimeout as sleep } from 'node:timers/promises'
import { concealNetworkAddresses, UserError } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import type { AnyConnector, EventDraft, ReadIo, RecordOutcome, StreamConnector } from './connector.ts'
import type { IngestOptions } from './ingest.ts'
import { explainPathError } from './path-error.ts'
import { previewLines } from './preview-lines.ts'
import {
  type Preview,
  type PreviewedEvent,
  type PreviewedRecord,
  type PreviewReading,
  takePages,
} from './previewed.ts'
import { parseConfig } from './source.ts'

export interface PreviewOptions {
  readonly io: Pick<ReadIo, 'clock' | 'signal'>
  /** Asks servers; without one, a source that needs it is refused. */
  readonly asker?: IngestOptions['asker']
  readonly mostRecords: number
  /** How long a source may take; what came until then is shown. */
  readonly mostMilliseconds?: number
}

const patience = 20_000

/**
 * Reads the first records of a source that is not there yet and tells what each would become. Writes nothing: neither a source nor a run nor
 * a key. Throws a UserError if the configuration is wrong, the source cannot be read at all, or programs send to it.
 */
export async function previewSource(
  store: Store,
  connector: AnyConnector,
  config: unknown,
  options: PreviewOptions,
): Promise<Preview> {
  const parsed: unknown = parseConfig(connector, config)
  if (connector.form === 'push')
    throw new UserError(
      `${connector.title} has nothing to show beforehand: programs send to it once it is added.`,
      { status: 422 },
    )
  const stop = new AbortController()
  const io = bindIo(connector, parsed, options, AbortSignal.any([options.io.signal, stop.signal]))
  try {
    const reading = { io, mostRecords: options.mostRecords, late: startPatience(options, stop.signal) }
    return connector.form === 'bulk'
      ? await previewLines(store, connector, parsed, reading)
      : await previewRecords(connector, parsed, reading)
  } catch (error) {
    throw explainPathError(error) ?? error
  } finally {
    // Whatever still reads, e.g. a child process, is told that nobody waits for it.
    stop.abort(new Error('the preview is over'))
  }
}

function startPatience(
  { mostMilliseconds = patience }: PreviewOptions,
  signal: AbortSignal,
): Promise<'late'> {
  return sleep(mostMilliseconds, 'late' as const, { signal, ref: false }).catch(() => 'late' as const)
}

/** A key is made up, because a real one would have to be kept. */
function bindIo(
  connector: Exclude<AnyConnector, { form: 'push' }>,
  config: unknown,
  { io, asker }: PreviewOptions,
  signal: AbortSignal,
): ReadIo {
  const hosts = connector.hosts?.(config) ?? []
  if (hosts.length > 0 && asker === undefined)
    throw new UserError(`${connector.title} asks a server, which cannot be done for a preview here.`, {
      status: 422,
    })
  return {
    clock: io.clock,
    signal,
    monthlyKey: async () => ({ key: '0'.repeat(32) }),
    ask:
      asker?.forSource({ hosts, signal }) ??
      (() => Promise.reject(new Error('no servers can be asked here'))),
  }
}

async function previewRecords(
  connector: StreamConnector<unknown>,
  config: unknown,
  reading: PreviewReading,
): Promise<Preview> {
  const records: PreviewedRecord[] = []
  const notes: string[] = []
  const ending = await takePages(connector.read(config, undefined, reading.io), reading, (page) => {
    notes.push(...(page.notes ?? []))
    for (const record of page.records) {
      if (records.length === reading.mostRecords) return true
      records.push(toPreviewed(connector.toOutcome(record, config)))
    }
    return false
  })
  return { records, isWhole: ending.isWhole, notes: [...notes, ...ending.notes] }
}

const mostEvents = 20
const longestRecord = 1000

function toPreviewed(outcome: RecordOutcome): PreviewedRecord {
  if (outcome.kind === 'quarantined') {
    const record = concealNetworkAddresses(outcome.record.slice(0, 2 * longestRecord)).slice(0, longestRecord)
    return { becomes: 'quarantined', reason: outcome.reason, position: outcome.position, record, events: [] }
  }
  const nothing = { reason: '', position: '', record: '', events: [] }
  if (outcome.kind === 'ignored') return { ...nothing, becomes: 'ignored', reason: outcome.reason }
  if (outcome.events.length === 0) return { ...nothing, becomes: 'ignored', reason: 'it tells of no act' }
  return { ...nothing, becomes: 'events', events: outcome.events.slice(0, mostEvents).map(toPreviewedEvent) }
}

const toPreviewedEvent = (event: EventDraft): PreviewedEvent => ({
  type: event.type,
  occurredAt: new Date(event.occurredAt),
  actor: event.actor ?? {},
  hasVisitor: event.visitor !== undefined && event.visitor !== '',
  organisation: event.organisationHint ?? '',
  object: event.object,
  attrs: event.attrs ?? {},
  quantities: event.quantities ?? {},
  flags: event.flags ?? [],
})
