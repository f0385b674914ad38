import { existsSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { nameFolderError } from '../folder.ts'
import { readHolder } from '../holder.ts'
import { applySteps, readMigrations } from '../migrate.ts'
import type { Store } from '../store.ts'
import { openWorkspace, restoringTable, type WorkspaceOptions } from '../workspace.ts'
import type { BackupOptions, BackupReport } from './backup.ts'
import { readColumns, readContent, toStructure } from './content.ts'
import { type BackedUpTable, type Manifest, nameTableFile, readManifest, verifyFiles } from './manifest.ts'

export type RestoreOptions = WorkspaceOptions & Pick<BackupOptions, 'onStep'>

/**
 * Makes a new workspace from a backup and brings it to this program's schema. The workspace appears when every table was
 * compared with the backup; a folder (with a server: a database) that holds something already is refused, and after a failure
 * nothing of the attempt is left. What is computed must be computed again, which the notes say.
 */
export async function restore(from: string, options: RestoreOptions): Promise<BackupReport> {
  const source = resolve(from)
  const folder = resolve(options.folder)
  const manifest = readManifest(source)
  refuseForeignSchema(source, manifest)
  await verifyFiles(source, manifest)
  try {
    if (options.url === undefined) await restoreToFolder(source, folder, manifest, options)
    else await restoreToServer(source, folder, manifest, options)
  } catch (error) {
    throw nameFolderError(folder, error)
  }
  const tables = manifest.tables.map(({ table, rows }) => ({ table, rows }))
  return { folder, tables, notes: manifest.leftOut }
}

function refuseForeignSchema(source: string, { schema }: Manifest): void {
  const known = readMigrations()
  if (schema.length > known.length)
    throw new UserError(
      `${source} was made by a newer Groundswell. Update the program; nothing was changed.`,
      {
        status: 409,
      },
    )
  const differing = schema.find(({ checksum }, index) => checksum !== known[index]?.checksum)
  if (differing !== undefined)
    throw new UserError(
      `${source} was made by a different build: schema step ${differing.number} “${differing.name}” is not this program's. Restore it with that build; nothing was changed.`,
      { status: 409 },
    )
}

/** Works beside the place and moves there when all is done, so a kill leaves only `<folder>.partial`. */
async function restoreToFolder(
  source: string,
  folder: string,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new UserError(`${folder} is not empty, and restoring never overwrites. Choose a new folder.`, {
      status: 409,
    })
  const partial = `${folder}.partial`
  const other = readHolder(partial)
  if (other !== undefined)
    throw new UserError(`Process ${other.pid} is restoring to ${folder}. Wait until it is done.`, {
      status: 409,
    })
  await rm(partial, { recursive: true, force: true })
  try {
    const workspace = await openWorkspace({
      ...options,
      folder: partial,
      prepare: (store) => load(store, source, manifest, options),
    })
    await workspace.close()
    await rename(partial, folder)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

/** A server's tables cannot be moved into place together, so a mark says that they are not complete yet. */
async function restoreToServer(
  source: string,
  folder: string,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<void> {
  const workspace = await openWorkspace({
    ...options,
    folder,
    async prepare(store) {
      await emptyDatabase(store)
      try {
        await store.write(
          `CREATE TABLE ${restoringTable} (started_at DateTime) ENGINE = MergeTree ORDER BY started_at`,
        )
        await load(store, source, manifest, options)
        await store.write(`DROP TABLE ${restoringTable} SYNC`)
      } catch (error) {
        await dropTables(store)
        throw error
      }
    },
  })
  await workspace.close()
}

/** Takes away what a killed restore left; a database with anything else in it is refused. */
async function emptyDatabase(store: Store): Promise<void> {
  const tables = await readTables(store)
  if (tables.includes(restoringTable)) await dropTables(store)
  else if (tables.length > 0)
    throw new UserError(
      `The database at the server is not empty (it holds ${tables[0]}), and restoring never overwrites. Choose a new database.`,
      { status: 409 },
    )
}

async function dropTables(store: Store): Promise<void> {
  // The mark goes last: were this killed, the next restore would still find it.
  for (const name of await readTables(store))
    if (name !== restoringTable) await store.write('DROP TABLE {name:Identifier} SYNC', { name })
  await store.write(`DROP TABLE IF EXISTS ${restoringTable} SYNC`)
}

async function readTables(store: Store): Promise<string[]> {
  const tables = await store.read({
    text: `SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'holders' ORDER BY name`,
    params: {},
    row: z.object({ name: z.string() }),
  })
  return tables.map(({ name }) => name)
}

async function load(
  store: Store,
  source: string,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<void> {
  await applySteps(store, readMigrations().slice(0, manifest.schema.length))
  for (const [index, table] of manifest.tables.entries()) {
    options.onStep?.(table.table, index, manifest.tables.length)
    await loadTable(store, source, table)
  }
}

async function loadTable(store: Store, source: string, table: BackedUpTable): Promise<void> {
  const refused = (reason: string): UserError =>
    new UserError(`The backup of ${table.table} ${reason}, so it was not restored. Nothing was changed.`, {
      status: 422,
    })
  const columns = await readColumns(store, table.table)
  if (JSON.stringify(columns) !== JSON.stringify(table.columns))
    throw refused('has other columns than its schema')
  await store.importFrom(table.table, nameTableFile(source, table.table), toStructure(columns))
  const { rows, content } = await readContent(store, table.table)
  if (rows !== table.rows || content !== table.content) throw refused('does not say what its manifest says')
}
