import { lstatSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { z } from 'zod'
import { openEmbeddedEngine } from './embedded-engine.ts'
import type { Engine, ExportFormat, FileReading } from './engine.ts'
import { explainEngineError } from './engine-error.ts'
import { nameFolderError } from './folder.ts'
import type { Params } from './parameter.ts'
import type { Query } from './question.ts'
import { openServerEngine } from './server-engine.ts'

/** The one door to the engine. Writes are serialised; reads run beside them. */
export interface Store {
  readonly workspace: string
  readonly kind: Engine['kind']
  /** Rows of a question, each checked against its shape. For answers that fit a page, never for a community. */
  read<Row>(query: Query<Row>): Promise<Row[]>
  /** Like `read` for exactly one row. */
  readOne<Row>(query: Query<Row>): Promise<Row>
  /** Runs one statement that changes data or schema. */
  write(text: string, params?: Params): Promise<void>
  /** Appends bytes already in an engine format to a table; back-pressure holds the producer. No bytes, no rows. */
  append(table: string, bytes: Iterable<Buffer> | AsyncIterable<Buffer>, format: string): Promise<void>
  /**
   * `INSERT INTO table SELECT … FROM <file>`, where the select is given the name of the file's rows
   * (columns `line_number UInt64` from 1, `line String`, cut at 1 MiB). A file is unpacked when its first bytes say gzip; of a
   * damaged one the lines before the damage are appended. The embedded engine opens the file itself, beside other writes: nobody
   * else may write to the table meanwhile. A server is sent its lines.
   */
  appendFromFile(
    table: string,
    path: string,
    select: (rows: string) => string,
    params: Params,
  ): Promise<FileReading>
  /** Writes a question's rows to a file, which appears (or replaces an older one) only when it is whole. */
  exportTo(
    path: string,
    text: string,
    params: Params,
    format: ExportFormat,
    options?: { readonly gzip: boolean },
  ): Promise<void>
  /** Appends the rows of a gzipped `Native` export with these columns (`name Type, …`) to a table. */
  importFrom(table: string, path: string, structure: string): Promise<void>
  /** Fills `<table>_next` from a select and swaps it in, so that a reader sees the old or the new, never half. */
  rebuild(table: string, select: string, params?: Params): Promise<void>
  close(): Promise<void>
}

/** Opens the engine of a workspace. The caller holds the workspace's lock and migrates: `openWorkspace` does both. */
export async function connectStore(options: { workspace: string; url: string | undefined }): Promise<Store> {
  const where = options.url === undefined ? options.workspace : nameServer(options.url)
  const engine = await explainEngineError(where, 'connect', () =>
    options.url === undefined ? openEmbeddedEngine(options.workspace) : openServerEngine(options.url),
  )
  const write: Store['write'] = (text, params = {}) =>
    explainEngineError(where, text, () => engine.run(text, params))
  const read = async <Row>(query: Query<Row>): Promise<Row[]> => {
    const lines = await explainEngineError(where, query.text, () => engine.select(query.text, query.params))
    return parseRows(lines, query.row)
  }
  return {
    workspace: options.workspace,
    kind: engine.kind,
    read,
    write,
    async readOne(query) {
      const rows = await read(query)
      const [row] = rows
      if (row === undefined || rows.length > 1)
        throw new Error(`Expected one row, got ${rows.length}: ${query.text}`)
      return row
    },
    append: (table, bytes, format) =>
      explainEngineError(where, `append to ${table}`, () => engine.append(table, bytes, format)),
    appendFromFile: (table, path, select, params) =>
      explainEngineError(where, `append to ${table}: ${select('file')}`, () =>
        engine.appendFromFile(table, path, select, params),
      ),
    exportTo: (path, text, params, format, { gzip } = { gzip: false }) =>
      writeWholeFile(path, (fd) =>
        explainEngineError(path, text, () => engine.exportTo({ fd, gzip }, text, params, format)),
      ),
    importFrom: (table, path, structure) =>
      explainEngineError(where, `import into ${table}`, () => engine.importFrom(table, path, structure)),
    async rebuild(table, select, params = {}) {
      const next = `${table}_next`
      await write(`DROP TABLE IF EXISTS ${next} SYNC`)
      await write(`CREATE TABLE ${next} AS ${table}`)
      await write(`INSERT INTO ${next} ${select}`, params)
      await write(`EXCHANGE TABLES ${table} AND ${next}`)
      // At once: the engine would keep a dropped table's files for eight minutes.
      await write(`DROP TABLE ${next} SYNC`)
    },
    close: () => engine.close(),
  }
}

/** Without user and password. */
function nameServer(url: string): string {
  return URL.canParse(url) ? `The ClickHouse server at ${new URL(url).host}` : 'The ClickHouse server'
}

function parseRows<Row>(lines: string, shape: z.ZodType<Row>): Row[] {
  const rows = lines.split('\n').filter((line) => line !== '')
  return z.array(shape).parse(rows.map((line): unknown => JSON.parse(line)))
}

/** A pipe, a device or a link takes the bytes as they come; a file is written beside its place and moved there when it is whole. */
async function writeWholeFile(path: string, fill: (fd: number) => Promise<void>): Promise<void> {
  try {
    const present = lstatSync(path, { throwIfNoEntry: false })
    const direct = present !== undefined && !present.isFile()
    const place = direct ? path : `${path}.partial`
    const file = await open(place, 'w', 0o600)
    try {
      await fill(file.fd)
      if (!direct) await file.sync()
    } catch (error) {
      if (!direct) await rm(place, { force: true })
      throw error
    } finally {
      await file.close()
    }
    if (!direct) await rename(place, path)
  } catch (error) {
    throw nameFolderError(path, error)
  }
}
