import { existsSync, statSync } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { type Clock, UserError } from '../../core/index.ts'
import { makeFolder, nameFolderError } from '../folder.ts'
import { readHistory } from '../migrate.ts'
import type { Store } from '../store.ts'
import { readColumns, readContent, readFileContent, readKeptTables } from './content.ts'
import {
  type BackedUpTable,
  formatManifest,
  hashFile,
  leftOut,
  manifestName,
  nameTableFile,
} from './manifest.ts'

export interface BackupOptions {
  readonly clock: Clock
  readonly signal?: AbortSignal
  /** Called before each table, e.g. ('events', 2, 6). */
  onStep?(table: string, done: number, total: number): void
}

/** What was backed up or restored. */
export interface BackupReport {
  readonly folder: string
  readonly tables: readonly { readonly table: string; readonly rows: number }[]
  /** Sentences worth showing: what is left out and what to do about it. */
  readonly notes: readonly string[]
}

const underWay = new WeakSet<Store>()

/**
 * Writes a verified copy of observations and decisions to a new folder, also while others read and write: each table as it was at
 * one moment shortly after the start. The folder appears when every file has been read back and compared; one that exists is never
 * overwritten; what an earlier attempt left in `<target>.partial` is replaced.
 */
export async function backup(store: Store, target: string, options: BackupOptions): Promise<BackupReport> {
  const folder = resolve(target)
  if (existsSync(folder))
    throw new UserError(`${folder} exists already, and a backup never overwrites. Choose a new name.`, {
      status: 409,
    })
  if (underWay.has(store))
    throw new UserError('A backup is being made already. Wait until it is done.', { status: 409 })
  underWay.add(store)
  try {
    return await writeBackup(store, folder, options)
  } catch (error) {
    throw nameFolderError(folder, error)
  } finally {
    underWay.delete(store)
  }
}

async function writeBackup(store: Store, folder: string, options: BackupOptions): Promise<BackupReport> {
  const partial = `${folder}.partial`
  makeFolder(dirname(folder))
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { mode: 0o700 })
  try {
    const kept = await readKeptTables(store)
    const tables = await withSnapshots(store, kept, () => writeTables(store, partial, kept, options))
    const manifest = {
      madeAt: options.clock.now().toISOString(),
      engine: await readEngineVersion(store),
      schema: await readHistory(store),
      tables,
      leftOut,
    }
    await writeFile(join(partial, manifestName), formatManifest(manifest), { mode: 0o600, flush: true })
    await syncFolder(partial)
    // Renaming would replace an empty folder made in the meantime, and nothing else.
    await rename(partial, folder)
    await syncFolder(dirname(folder))
    return { folder, tables: tables.map(({ table, rows }) => ({ table, rows })), notes: leftOut }
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

/** Holds every table as it is now: a clone shares the files of the table until it is dropped. */
async function withSnapshots<T>(store: Store, tables: readonly string[], use: () => Promise<T>): Promise<T> {
  const drop = async (): Promise<void> => {
    for (const table of tables) await store.write(`DROP TABLE IF EXISTS ${snapshotOf(table)} SYNC`)
  }
  await drop()
  try {
    for (const table of tables) await store.write(`CREATE TABLE ${snapshotOf(table)} CLONE AS ${table}`)
    return await use()
  } finally {
    await drop()
  }
}

const snapshotOf = (table: string): string => `${table}_backup`

async function writeTables(
  store: Store,
  folder: string,
  tables: readonly string[],
  options: BackupOptions,
): Promise<BackedUpTable[]> {
  const written: BackedUpTable[] = []
  for (const [index, table] of tables.entries()) {
    options.signal?.throwIfAborted()
    options.onStep?.(table, index, tables.length)
    written.push(await writeTable(store, folder, table))
  }
  return written
}

async function writeTable(store: Store, folder: string, table: string): Promise<BackedUpTable> {
  const path = nameTableFile(folder, table)
  const columns = await readColumns(store, table)
  const names = columns.map(({ name }) => name).join(', ')
  const { rows, content } = await readContent(store, snapshotOf(table))
  await store.exportTo(path, `SELECT ${names} FROM ${snapshotOf(table)} FINAL`, {}, 'Native', { gzip: true })
  const readBack = await readFileContent(store, path, columns)
  if (readBack.rows !== rows || readBack.content !== content)
    throw new Error(
      `The copy of ${table} says something else than the table: ${readBack.rows} rows of ${rows}`,
    )
  return { table, columns, rows, content, bytes: statSync(path).size, sha256: await hashFile(path) }
}

async function readEngineVersion(store: Store): Promise<string> {
  const row = z.object({ version: z.string() })
  return (await store.readOne({ text: 'SELECT version() AS version', params: {}, row })).version
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
