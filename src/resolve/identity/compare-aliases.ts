import { createReadStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Parameter, readModel, type Store } from '../../store/index.ts'
import { type AliasGroups, groupAliases, type Known, verdicts } from './group-aliases.ts'
import type { Accounts } from './held-account.ts'
import type { Names } from './held-name.ts'

const models = {
  classes: readModel(import.meta.url, './models/alias-classes.sql'),
  accounts: readModel(import.meta.url, './models/alias-accounts.sql'),
  apart: readModel(import.meta.url, './models/decided-apart.sql'),
  locks: readModel(import.meta.url, './models/locked-aliases.sql'),
  groups: readModel(import.meta.url, './models/evidence-groups.sql'),
  names: readModel(import.meta.url, './likeness/models/alias-names.sql'),
  likely: readModel(import.meta.url, './likeness/models/likely-pairs.sql'),
}

/** From here on two aliases are joined without asking; from the second on a person is asked (docs/methods/resolve.md). */
export const leastSure = 0.9
const leastPossible = 0.5

/**
 * Decides which aliases belong together. The engine writes the evidence as numbers to a file, surest first; what was joined
 * and what was kept apart goes back as numbers. No name ever comes into this process.
 */
export async function compareAliases(store: Store, signal: AbortSignal): Promise<void> {
  const { aliases } = await store.readOne({
    text: 'SELECT count() AS aliases FROM alias_facts',
    params: {},
    row: z.object({ aliases: z.coerce.number() }),
  })
  const groups = groupAliases(await readKnown(store, aliases))
  await store.write('TRUNCATE TABLE alias_joins')
  await withExport(store, models.groups, (path) =>
    store.append('alias_joins', compareGroups(path, groups, signal), 'RowBinary'),
  )
  await store.write('TRUNCATE TABLE alias_likenesses')
  await withExport(
    store,
    models.likely,
    (path) => store.append('alias_likenesses', compareLikely(path, groups, signal), 'RowBinary'),
    { least_probability: leastPossible },
  )
  await store.write('TRUNCATE TABLE alias_roots')
  await store.append('alias_roots', writeRoots(groups, aliases), 'RowBinary')
}

/** What is known of aliases before they are compared; `aliases` says how many there are. */
async function readKnown(store: Store, aliases: number): Promise<Known> {
  return {
    classOf: await readClasses(store, aliases),
    accounts: await readAccounts(store, models.accounts),
    names: await readNames(store),
    apart: await readAccounts(store, models.apart),
    lockOf: await readLocks(store, aliases),
  }
}

async function readLocks(store: Store, aliases: number): Promise<Uint32Array> {
  const lockOf = new Uint32Array(aliases)
  const bytes = await withExport(store, models.locks, (path) => readFile(path))
  for (let at = 0; at < bytes.length; at += 8) lockOf[bytes.readUInt32LE(at)] = bytes.readUInt32LE(at + 4)
  return lockOf
}

async function readClasses(store: Store, aliases: number): Promise<Uint8Array> {
  const classOf = new Uint8Array(aliases)
  const bytes = await withExport(store, models.classes, (path) => readFile(path))
  for (let at = 0; at < bytes.length; at += 5) classOf[bytes.readUInt32LE(at)] = bytes.readUInt8(at + 4)
  return classOf
}

async function readAccounts(store: Store, model: string): Promise<Accounts> {
  const bytes = await withExport(store, model, (path) => readFile(path))
  const rows = bytes.length / 16
  const position = new Uint32Array(rows)
  const host = new Uint32Array(rows)
  const account = new BigUint64Array(rows)
  for (let row = 0; row < rows; row++) {
    position[row] = bytes.readUInt32LE(row * 16)
    host[row] = bytes.readUInt32LE(row * 16 + 4)
    account[row] = bytes.readBigUInt64LE(row * 16 + 8)
  }
  return { position, host, account }
}

async function readNames(store: Store): Promise<Names> {
  const bytes = await withExport(store, models.names, (path) => readFile(path))
  const rows = bytes.length / 8
  const position = new Uint32Array(rows)
  const word = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) {
    position[row] = bytes.readUInt32LE(row * 8)
    word[row] = bytes.readUInt32LE(row * 8 + 4)
  }
  return { position, word }
}

/** Rows of `alias_likenesses` for pairs, likeliest first: two places, ids and probability, names alike in; ids, probability, verdict out. */
async function* compareLikely(
  path: string,
  groups: AliasGroups,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const [width, placesWidth] = [33, 8]
  for await (const rows of readRows(path, width)) {
    signal.throwIfAborted()
    const answer = Buffer.alloc((rows.length / width) * (width - placesWidth))
    let end = 0
    for (let at = 0; at < rows.length; at += width) {
      const [a, b] = [rows.readUInt32LE(at), rows.readUInt32LE(at + 4)]
      const isSure = rows.readDoubleLE(at + 24) >= leastSure
      const isNamedAlike = rows.readUInt8(at + 32) === 1
      const verdict = isSure
        ? groups.compareLikely(a, b, isNamedAlike)
        : groups.isOpen(a, b)
          ? verdicts.doubtful
          : verdicts.idle
      rows.copy(answer, end, at + placesWidth, at + width)
      end = answer.writeUInt8(verdict, end + width - placesWidth - 1)
    }
    if (end > 0) yield answer
  }
}

/** Rows of `alias_joins` for the rows of the evidence file: key, position, decided in; key, position, centre, verdict out. */
async function* compareGroups(
  path: string,
  groups: AliasGroups,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for await (const rows of readRows(path, 13)) {
    signal.throwIfAborted()
    const answer = Buffer.alloc((rows.length / 13) * 17)
    let end = 0
    for (let at = 0; at < rows.length; at += 13) {
      const position = rows.readUInt32LE(at + 8)
      const comparison = groups.compare(rows.readBigUInt64LE(at), position, rows.readUInt8(at + 12) === 1)
      if (comparison === undefined) continue
      rows.copy(answer, end, at, at + 12)
      answer.writeUInt32LE(comparison.centre, end + 12)
      end = answer.writeUInt8(comparison.verdict, end + 16)
    }
    if (end > 0) yield answer.subarray(0, end)
  }
}

/** The bytes of a file in pieces of whole rows. */
async function* readRows(path: string, width: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const whole = bytes.length - (bytes.length % width)
    yield bytes.subarray(0, whole)
    rest = bytes.subarray(whole)
  }
}

function* writeRoots(groups: AliasGroups, aliases: number): Generator<Buffer> {
  const rowsAtOnce = 1 << 16
  for (let from = 0; from < aliases; from += rowsAtOnce) {
    const to = Math.min(from + rowsAtOnce, aliases)
    const rows = Buffer.alloc((to - from) * 8)
    for (let position = from; position < to; position++) {
      rows.writeUInt32LE(position, (position - from) * 8)
      rows.writeUInt32LE(groups.findRoot(position), (position - from) * 8 + 4)
    }
    yield rows
  }
}

/** A model's rows as the engine's RowBinary in a file that is gone afterwards; a killed run's is overwritten by the next. */
async function withExport<T>(
  store: Store,
  model: string,
  use: (path: string) => Promise<T>,
  params: Readonly<Record<string, Parameter>> = {},
): Promise<T> {
  const path = join(store.workspace, 'resolve-export.tmp')
  try {
    await store.exportTo(path, model, params, 'RowBinary')
    return await use(path)
  } finally {
    await rm(path, { force: true })
  }
}
