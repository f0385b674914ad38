import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { quote } from '../parameter.ts'
import { connectStore, type Store } from '../store.ts'

/** What rows of a table say, whatever their order and their parts. */
export interface Content {
  readonly rows: number
  readonly content: string
}

export interface Column {
  readonly name: string
  readonly type: string
}

const contentRow = z.object({ rows: z.coerce.number(), content: z.string() })

/** The tables that cannot be computed from others. Those are the ones whose every insert waits for the disk. */
export async function readKeptTables(store: Store): Promise<string[]> {
  const tables = await store.read({
    text: `SELECT name FROM system.tables
      WHERE database = currentDatabase() AND engine_full LIKE '%fsync_after_insert = 1%'
       AND name != 'migrations' AND NOT endsWith(name, '_backup') ORDER BY name`,
    params: {},
    row: z.object({ name: z.string() }),
  })
  return tables.map(({ name }) => name)
}

export function readColumns(store: Store, table: string): Promise<Column[]> {
  return store.read({
    text: `SELECT name, type FROM system.columns
      WHERE database = currentDatabase() AND table = {table:String} AND default_kind NOT IN ('MATERIALIZED', 'ALIAS')
      ORDER BY position`,
    params: { table },
    row: z.object({ name: z.string(), type: z.string() }),
  })
}

/** Of rows that replace one another only the last counts. */
export function readContent(store: Store, table: string): Promise<Content> {
  return store.readOne({ text: askContent(`${table} FINAL`), params: {}, row: contentRow })
}

/** What a file of a backup says, read back by an engine in this process. */
export async function readFileContent(
  store: Store,
  path: string,
  columns: readonly Column[],
): Promise<Content> {
  if (store.kind === 'server') return withTemporaryStore((own) => readFileContent(own, path, columns))
  const file = await open(path)
  try {
    const rows = `file(${file.fd}, 'Native', ${quote(toStructure(columns))}, 'gzip')`
    return await store.readOne({ text: askContent(rows), params: {}, row: contentRow })
  } finally {
    await file.close()
  }
}

export function toStructure(columns: readonly Column[]): string {
  return columns.map(({ name, type }) => `\`${name}\` ${type}`).join(', ')
}

// Hashed in a row format that is documented, so that another version of the engine comes to the same sum.
function askContent(rows: string): string {
  return `SELECT count() AS rows, toString(sum(sipHash64(formatRow('RowBinary', *)))) AS content FROM ${rows}`
}

async function withTemporaryStore<T>(use: (store: Store) => Promise<T>): Promise<T> {
  const workspace = await mkdtemp(join(tmpdir(), 'groundswell-verify-'))
  try {
    const store = await connectStore({ workspace, url: undefined })
    try {
      return await use(store)
    } finally {
      await store.close()
    }
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}
