import { randomUUID } from 'node:crypto'
import { Lane, UserError } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import { noOutcomes } from './batch.ts'
import { PartialRead, type PushConnector, type ReadIo, type StreamConnector } from './connector.ts'
import { type InboxRecord, nameInbox, readInbox } from './inbox.ts'
import { ingestBulk } from './ingest-bulk.ts'
import { ingestStream } from './ingest-stream.ts'
import type { Networks } from './networks/index.ts'
import { explainPathError } from './path-error.ts'
import { readQuarantined, settleQuarantine } from './quarantine.ts'
import type { IngestOptions, Reading } from './reading.ts'
import { type Run, readCursor, readLastRun, writeRun } from './run.ts'
import { openSecrets } from './secrets/secret-field.ts'
import type { Source } from './source.ts'
import { readTellers } from './teller.ts'

export type { IngestOptions, Progress, Reading } from './reading.ts'

/**
 * Collects what is new in a source, durably batch by batch, and returns how the run ended. A source that breaks keeps what
 * was read and is marked partial or failed with the reason; only faults of the workspace itself (disk, engine) throw.
 * Sources of one store are collected one after another, because their batches wait in the same tables.
 */
export function ingest(store: Store, source: Source, options: IngestOptions): Promise<Run> {
  return inTurn(store, () => ingestInTurn(store, source, options))
}

/** Runs what must not happen while a source of the store is collected. */
export function inTurn<T>(store: Store, task: () => Promise<T>): Promise<T> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(task)
}

const lanes = new WeakMap<Store, Lane>()

async function ingestInTurn(store: Store, source: Source, options: IngestOptions): Promise<Run> {
  const { clock } = options.io
  const again = options.again === true
  const since = again && source.connector.form !== 'push' ? undefined : await readCursor(store, source.id)
  const startedAt = clock.now()
  const run = await openRun(store, source, startedAt, again)
  const tellers = await readTellers(store, source)
  const isFirst = (await readLastRun(store, source.id)) === undefined
  const io = bindIo(source, options)
  const networks = await openNetworks(source, options)
  const reading: Reading = { store, source, options, io, since, tellers, isFirst, networks, run }
  await writeRun(store, run, startedAt)
  try {
    const ending = await readToEnding(reading)
    if (again && ending.status === 'complete')
      await settleQuarantine(store, reading.run, reading.reused ?? new Set())
    const ended: Run = { ...reading.run, ...ending }
    await writeRun(store, ended, clock.now())
    return ended
  } catch (error) {
    await markFailed(reading, error)
    throw error
  }
}

/** What the connector may touch of the world: of all servers only those of its source. */
function bindIo(source: Source, { io, asker, onWait }: IngestOptions): ReadIo {
  const { connector, config } = source
  const ask =
    asker?.forSource({
      hosts: connector.hosts?.(config) ?? [],
      signal: io.signal,
      onWait: (host, milliseconds) => onWait?.({ source: source.id, host, milliseconds }),
    }) ?? (() => Promise.reject(new Error('no servers can be asked here')))
  return { ...io, ask }
}

async function openNetworks(
  { connector }: Source,
  { networks, io }: IngestOptions,
): Promise<Networks | undefined> {
  return connector.tellsAddresses === true ? networks?.open(io.clock.now()) : undefined
}

/** Only while it is read does the configuration hold its secrets as they are. */
async function openItsSecrets(reading: Reading): Promise<void> {
  const { source, options } = reading
  if (options.secrets === undefined) return
  const config = await openSecrets(source.connector, source.config, source.id, options.secrets)
  reading.source = { ...source, config }
}

/** What was pushed waits in the inbox of its source and is read from there. */
function toStream(
  { store, source, options }: Reading,
  connector: StreamConnector<unknown> | PushConnector<unknown>,
): StreamConnector<unknown> {
  if (connector.form === 'stream') return connector
  const folder = nameInbox(store.workspace, source.id)
  return {
    ...connector,
    form: 'stream',
    read: (_config, since) =>
      options.again === true ? readQuarantined(store, source.id, since) : readInbox(folder, since),
    toOutcome(waiting, config) {
      const { record, position } = waiting as InboxRecord | { record: string; position: string }
      return typeof record === 'string'
        ? { kind: 'quarantined', reason: 'it was cut when it was kept', position, record }
        : connector.toOutcome(record, config, position)
    },
  }
}

/** A new run; what is pushed is collected every few seconds, all of an hour as one run. */
async function openRun(store: Store, source: Source, startedAt: Date, again: boolean): Promise<Run> {
  const fresh: Run = {
    runId: randomUUID(),
    source: source.id,
    startedAt,
    status: 'running',
    reason: '',
    cursor: undefined,
    outcomes: noOutcomes(),
  }
  if (source.connector.form !== 'push' || again) return fresh
  const last = await readLastRun(store, source.id)
  const isOfThisHour = last?.startedAt.toISOString().slice(0, 13) === startedAt.toISOString().slice(0, 13)
  return last?.status === 'complete' && isOfThisHour ? { ...last, status: 'running' } : fresh
}

type Ending = Pick<Run, 'status' | 'reason'>

async function readToEnding(reading: Reading): Promise<Ending> {
  const { options } = reading
  try {
    await openItsSecrets(reading)
    const { connector } = reading.source
    const notes =
      connector.form === 'bulk'
        ? await ingestBulk(reading, connector)
        : await ingestStream(reading, toStream(reading, connector))
    return { status: 'complete', reason: addRemark(notes.join(' '), reading) }
  } catch (error) {
    const ending = toEnding(error, options.io.signal)
    if (ending === undefined) throw error
    return { ...ending, reason: addRemark(ending.reason, reading) }
  }
}

/** A file of networks that cannot be used, or says nothing, stops no collection; it is said in the run. */
const addRemark = (reason: string, { networks }: Reading): string =>
  [reason, networks?.remark() ?? ''].filter((part) => part !== '').join(' ')

/** What stopped the reading, if it is the source or the person who asked; a fault of ours is undefined. */
function toEnding(error: unknown, signal: AbortSignal): Ending | undefined {
  const isAbort = error === signal.reason || (error instanceof Error && error.name === 'AbortError')
  if (signal.aborted && (isAbort || error instanceof PartialRead))
    return {
      status: 'cancelled',
      reason: 'Cancelled. What was read is kept; the next run goes on from there.',
    }
  if (error instanceof PartialRead) return { status: 'partial', reason: error.message }
  if (error instanceof UserError)
    return error.status === 507 ? undefined : { status: 'failed', reason: error.message }
  const explained = explainPathError(error)
  return explained === undefined ? undefined : { status: 'failed', reason: explained.message }
}

async function markFailed({ store, run, options }: Reading, error: unknown): Promise<void> {
  const reason = error instanceof UserError ? error.message : `A fault in Groundswell: ${String(error)}`
  try {
    await writeRun(store, { ...run, status: 'failed', reason: reason.slice(0, 2000) }, options.io.clock.now())
  } catch {
    // The workspace cannot even hold this. The run stays open, and the next start closes it with a reason.
  }
}
