import { basename } from 'node:path'
import { z } from 'zod'
import { UserError } from '../../../core/index.ts'
import { type Cursor, type Page, PartialRead, type ReadIo } from '../../connector.ts'
import type { ByteState, TableRecord } from '../../table/index.ts'
import { shape } from './column.ts'
import type { CountsConfig } from './config.ts'
import { type CountFile, listFiles, readCountFile } from './count-file.ts'
import { Ledger, type Verdict } from './ledger.ts'
import { parseTally, type Tally } from './tally.ts'

/** A row that was judged beside all others, or a stretch of a file that is none. */
export type CountRecord =
  | {
      readonly kind: 'count'
      readonly row: Extract<TableRecord, { kind: 'row' }>
      readonly read: { readonly tally: Tally; readonly verdict: Verdict } | { readonly fault: string }
    }
  | Extract<TableRecord, { kind: 'unreadable' }>

const cursorShape = z.object({
  /** Digests of files that were read to their end. */
  done: z.array(z.string()),
  inside: z.object({ digest: z.string(), records: z.number() }).optional(),
})

const recordsAtOnce = 1000

/**
 * Reads all files twice when one of them is new: a total says nothing without the one before, and which of two numbers for a day
 * holds must not depend on where the reading began.
 */
export async function* readCounts(
  config: CountsConfig,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const { done: known, inside } = since === undefined ? { done: [] } : cursorShape.parse(since)
  const files = await listFiles(config.path)
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const done = new Set(known.filter((digest) => files.some((file) => file.digest === digest)))
  if (files.every(({ digest }) => done.has(digest))) return
  const ledger = await openLedger(files, config, io)
  const damages = new Set<string>()
  let taken = 0
  for (const file of files) {
    taken += file.size
    const progress = { done: taken, total, unit: 'bytes' }
    if (done.has(file.digest)) continue
    const skipped = inside?.digest === file.digest ? inside.records : 0
    let read = 0
    let held: CountRecord[] = []
    const before = damages.size
    for await (const record of readWhole(file, config, io, damages)) {
      if (++read <= skipped) continue
      if (held.length === recordsAtOnce) {
        io.signal.throwIfAborted()
        const place = { digest: file.digest, records: read - 1 }
        yield { records: held, cursor: { done: [...done], inside: place }, progress }
        held = []
      }
      held.push(judge(record, ledger, config, io.clock.now()))
    }
    if (read === 0 && files.length === 1 && damages.size === 0)
      throw new UserError(`${config.path} has no ${shape.what}.`, { status: 422 })
    if (damages.size === before) done.add(file.digest)
    yield { records: held, cursor: { done: [...done] }, progress, ...noteEmpty(file, read) }
  }
  if (damages.size > 0) throw new PartialRead([...damages].join(' '))
}

const noteEmpty = (file: CountFile, read: number): Pick<Page, 'notes'> =>
  read > 0 ? {} : { notes: [`${basename(file.path)} holds no count.`] }

async function openLedger(files: readonly CountFile[], config: CountsConfig, io: ReadIo): Promise<Ledger> {
  const ledger = new Ledger()
  for (const file of files)
    for await (const record of readWhole(file, config, io, new Set())) {
      if (record.kind !== 'row') continue
      const tally = parseTally(record, config)
      if (!('fault' in tally)) ledger.add(tally)
    }
  ledger.sort()
  return ledger
}

/** What can be read of a file; its damage is noted, so that the others are still read. */
async function* readWhole(
  file: CountFile,
  config: CountsConfig,
  io: ReadIo,
  damages: Set<string>,
): AsyncGenerator<TableRecord, void, void> {
  const state: ByteState = { taken: 0 }
  try {
    yield* readCountFile(file.path, config, io, state)
  } catch (error) {
    if (!(error instanceof PartialRead)) throw error
    damages.add(error.message)
  }
  if (state.damage !== undefined)
    damages.add(`${basename(file.path)} ${state.damage}. The counts before that are kept.`)
}

function judge(record: TableRecord, ledger: Ledger, config: CountsConfig, now: Date): CountRecord {
  if (record.kind !== 'row') return record
  const tally = parseTally(record, config)
  if ('fault' in tally) return { kind: 'count', row: record, read: tally }
  return { kind: 'count', row: record, read: { tally, verdict: ledger.judge(tally, now) } }
}
