import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { ClickHouseClient } from '@clickhouse/client'
import { explainEngineError } from './engine-error.ts'
import { openProfile, type Profile } from './profile.ts'
import type { Parameter, Query } from './question.ts'

type Params = Readonly<Record<string, Parameter>>
export type ExportFormat = 'CSVWithNames' | 'JSONEachRow' | 'Parquet' | 'Native' | 'RowBinary'

/** The one door to the engine. Writes are serialised on one connection; reads run beside them. */
export interface Store {
  readonly workspace: string
  readonly kind: Profile['kind']
  /** Rows of a question, each checked against its shape. For answers that fit a page, never for a community. */
  read<Row>(query: Query<Row>): Promise<Row[]>
  /** Like `read` for exactly one row. */
  readOne<Row>(query: Query<Row>): Promise<Row>
  /** Runs one statement that changes data or schema. */
  write(text: string, params?: Params): Promise<void>
  /** Appends bytes already in an engine format to a table; back-pressure holds the producer. */
  append(table: string, bytes: Iterable<Buffer> | AsyncIterable<Buffer>, format: string): Promise<void>
  /**
   * `INSERT INTO table SELECT … FROM <file>`, where the select is given the name of the file's rows
   * (columns `line_number UInt64` from 1, `line String`). The embedded engine opens the file itself; a server is sent its lines.
   */
  appendFromFile(table: string, path: string, select: (rows: string) => string, params: Params): Promise<void>
  /** Lets the engine write a question's rows to a file. */
  exportTo(path: string, text: string, params: Params, format: ExportFormat): Promise<void>
  /** Fills `<table>_next` from a select and swaps it in, so that a reader sees the old or the new, never half. */
  rebuild(table: string, select: string, params?: Params): Promise<void>
  close(): Promise<void>
}

/** Opens the engine of a workspace. The caller holds the workspace's lock (see lock.ts) and migrates (see migrate.ts). */
export async function connectStore(options: { workspace: string; url: string | undefined }): Promise<Store> {
  const profile = await openProfile(options)
  const { writer } = profile
  let turn = 0
  const reader = (): ClickHouseClient => profile.readers[turn++ % profile.readers.length] ?? writer

  const write: Store['write'] = async (text, params = {}) => {
    await explainEngineError(text, () => writer.command({ query: text, query_params: { ...params } }))
  }
  const read = async <Row>(query: Query<Row>): Promise<Row[]> => {
    const rows = await explainEngineError(query.text, async () => {
      const answer = await reader().query({
        query: query.text,
        query_params: { ...query.params },
        format: 'JSONEachRow',
      })
      return answer.json<unknown>()
    })
    return rows.map((row) => query.row.parse(row))
  }

  return {
    workspace: options.workspace,
    kind: profile.kind,
    read,
    write,
    async readOne(query) {
      const rows = await read(query)
      const [row] = rows
      if (row === undefined || rows.length > 1)
        throw new Error(`Expected one row, got ${rows.length}: ${query.text}`)
      return row
    },
    async append(table, bytes, format) {
      if (profile.kind === 'embedded') {
        await appendThroughFile(write, options.workspace, table, bytes, format)
        return
      }
      const query = `INSERT INTO ${table} FORMAT ${format}`
      await explainEngineError(query, () =>
        writer.exec({ query, values: Readable.from(bytes, { objectMode: false }) }).then(drain),
      )
    },
    async appendFromFile(table, path, select, params) {
      if (profile.kind === 'embedded') {
        const rows = `(SELECT _row_number + 1 AS line_number, line FROM file({file_path:String}, 'LineAsString', 'line String'))`
        await write(`INSERT INTO ${table} ${select(rows)}`, { ...params, file_path: path })
        return
      }
      const query = `INSERT INTO ${table} ${select(`input('line_number UInt64, line String')`)} FORMAT RowBinary`
      const values = numberLines(path)
      await explainEngineError(query, () =>
        writer.exec({ query, query_params: { ...params }, values }).then(drain),
      )
    },
    async exportTo(path, text, params, format) {
      if (profile.kind === 'embedded') {
        const query = `INSERT INTO FUNCTION file({export_path:String}, '${format}') SETTINGS engine_file_truncate_on_insert = 1 ${text}`
        await write(query, { ...params, export_path: path })
        return
      }
      const answer = await explainEngineError(text, () =>
        writer.exec({ query: `${text} FORMAT ${format}`, query_params: { ...params } }),
      )
      await pipeline(answer.stream, createWriteStream(path, { mode: 0o600 }))
    },
    async rebuild(table, select, params = {}) {
      const next = `${table}_next`
      await write(`DROP TABLE IF EXISTS ${next}`)
      await write(`CREATE TABLE ${next} AS ${table}`)
      await write(`INSERT INTO ${next} ${select}`, params)
      await write(`EXCHANGE TABLES ${table} AND ${next}`)
      await write(`DROP TABLE ${next}`)
    },
    async close() {
      for (const client of new Set([...profile.readers, writer])) await client.close()
    },
  }
}

/** The embedded client turns a stream into text, which breaks binary formats; the engine reads a file as it is, and faster. */
async function appendThroughFile(
  write: Store['write'],
  workspace: string,
  table: string,
  bytes: Iterable<Buffer> | AsyncIterable<Buffer>,
  format: string,
): Promise<void> {
  const path = join(workspace, `append-${process.pid}-${randomUUID()}.tmp`)
  const statement = `INSERT INTO ${table} SELECT * FROM file({append_path:String}, '${format}')`
  try {
    await explainEngineError(statement, () =>
      pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(path, { mode: 0o600 })),
    )
    await write(statement, { append_path: path })
  } finally {
    await rm(path, { force: true })
  }
}

async function drain(answer: { stream: Readable }): Promise<void> {
  answer.stream.resume()
  if (!answer.stream.readableEnded) await once(answer.stream, 'end')
}

/** Lines of a plain or gzipped file as the engine's RowBinary: line number, then length-prefixed bytes. */
function numberLines(path: string): Readable {
  let rest: Buffer = Buffer.alloc(0)
  let number = 0n
  const encode = (line: Buffer): Buffer => {
    number += 1n
    const head = Buffer.alloc(8)
    head.writeBigUInt64LE(number)
    return Buffer.concat([head, unsignedVarint(line.length), line])
  }
  const split = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
      const rows: Buffer[] = []
      let from = 0
      for (let to = bytes.indexOf(10, from); to !== -1; to = bytes.indexOf(10, from)) {
        rows.push(encode(bytes.subarray(from, to)))
        from = to + 1
      }
      rest = bytes.subarray(from)
      done(null, Buffer.concat(rows))
    },
    flush(done) {
      done(null, rest.length > 0 ? encode(rest) : undefined)
    },
  })
  const file = createReadStream(path)
  const source = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  for (const stream of new Set<Readable>([file, source])) stream.on('error', (error) => split.destroy(error))
  return source.pipe(split)
}

function unsignedVarint(value: number): Buffer {
  const bytes: number[] = []
  let left = value
  while (left >= 0x80) {
    bytes.push((left & 0x7f) | 0x80)
    left >>>= 7
  }
  return Buffer.from([...bytes, left])
}
