import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import zlib from 'node:zlib'
import { decompress } from 'fzstd'
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  type SchemaElement,
} from 'hyparquet'
import { UserError } from '../../core/index.ts'
import type { ByteState } from './byte-source.ts'
import { nameColumns } from './column.ts'
import type { TableShape } from './row.ts'

/** Whether a file begins as Parquet does. */
export const isParquet = (head: Buffer): boolean => head.subarray(0, 4).toString('latin1') === 'PAR1'

/** Rows of a group are decoded some at a time: writers put a million into one. */
const rowsAtOnce = 20_000
const largestFooter = 64 << 20

/** Whether the plain columns of a Parquet file are those of a table. One that cannot be read is none. */
export async function holdsParquetTable(path: string, shape: TableShape): Promise<boolean> {
  const file = await open(path)
  try {
    const metadata = await readMetadata(file, path)
    const names = columnsOf(metadata).map(({ name }) => name)
    return shape.isHeader(nameColumns(names), names)
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  } finally {
    await file.close()
  }
}

/** Says in a UserError why a file that is Parquet cannot be read at all; nothing of any other file. */
export async function checkParquet(path: string): Promise<void> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead === 4 && isParquet(buffer)) refuseNested(await readMetadata(file, path), path)
  } finally {
    await file.close()
  }
}

/** Rows of a Parquet file as text, in its order. Throws a UserError where it is damaged at its end, nested, or packed in a way unknown here. */
export async function* readParquet(
  path: string,
  state: ByteState,
): AsyncGenerator<{ names: readonly string[]; rows: readonly (readonly string[])[] }, void, void> {
  const file = await open(path)
  try {
    const metadata = await readMetadata(file, path)
    refuseNested(metadata, path)
    refusePacked(metadata, path)
    const { size } = await file.stat()
    const columns = columnsOf(metadata)
    const names = columns.map(({ name }) => name)
    const total = Number(metadata.num_rows)
    for (let rowStart = 0; rowStart < total; rowStart += rowsAtOnce) {
      const rowEnd = Math.min(total, rowStart + rowsAtOnce)
      const rows = await readSlice(toBuffer(file, size), metadata, { rowStart, rowEnd })
      if (rows === undefined) {
        state.damage = 'is damaged in the middle'
        return
      }
      state.taken = Math.floor((size * rowEnd) / total)
      yield { names, rows: rows.map((row) => columns.map((column, place) => writeCell(row[place], column))) }
    }
  } finally {
    await file.close()
  }
}

/** Undefined if the pages cannot be decoded: the library tells damage by whatever fails first. */
async function readSlice(
  file: AsyncBuffer,
  metadata: FileMetaData,
  slice: { rowStart: number; rowEnd: number },
): Promise<unknown[][] | undefined> {
  let rows: unknown[][] = []
  try {
    await parquetRead({
      file,
      metadata,
      ...slice,
      compressors,
      geoparquet: false,
      parsers: { jsonFromBytes: (bytes) => (bytes ? Buffer.from(bytes).toString() : undefined) },
      onComplete: (read) => {
        rows = read
      },
    })
  } catch (error) {
    if (isDiskFault(error)) throw error
    return undefined
  }
  return rows.length === slice.rowEnd - slice.rowStart ? rows : undefined
}

const isDiskFault = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && typeof error.syscall === 'string'

async function readMetadata(file: FileHandle, path: string): Promise<FileMetaData> {
  const { size } = await file.stat()
  const damaged = (cause?: unknown): UserError =>
    new UserError(`${basename(path)} is a damaged Parquet file: the description at its end cannot be read.`, {
      status: 422,
      ...(cause === undefined ? {} : { cause }),
    })
  const end = await toBuffer(file, size).slice(Math.max(0, size - 8), size)
  const footer = Buffer.from(end)
  if (footer.length < 8 || footer.toString('latin1', 4) !== 'PAR1') throw damaged()
  if (footer.readUInt32LE(0) > Math.min(largestFooter, size)) throw damaged()
  try {
    return await parquetMetadataAsync(toBuffer(file, size), { geoparquet: false })
  } catch (error) {
    if (isDiskFault(error)) throw error
    throw damaged(error)
  }
}

function toBuffer(file: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = new ArrayBuffer(Math.max(0, Math.min(end, byteLength) - start))
      const { bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes.byteLength, start)
      return bytesRead === bytes.byteLength ? bytes : bytes.slice(0, bytesRead)
    },
  }
}

/** The columns beside each other; those in others are refused when rows are read. */
function columnsOf({ schema }: FileMetaData): SchemaElement[] {
  const columns: SchemaElement[] = []
  for (let at = 1; at < schema.length; at = skip(schema, at)) {
    const element = schema[at]
    if (element !== undefined && isPlain(element)) columns.push(element)
  }
  return columns
}

const isPlain = (element: SchemaElement): boolean =>
  element.num_children === undefined && element.repetition_type !== 'REPEATED'

/** The place of the next column beside this one. */
function skip(schema: readonly SchemaElement[], at: number): number {
  let next = at + 1
  for (let child = 0; child < (schema[at]?.num_children ?? 0) && next < schema.length; child++)
    next = skip(schema, next)
  return next
}

function refuseNested({ schema }: FileMetaData, path: string): void {
  const nested = schema.slice(1).filter((element) => !isPlain(element) && element.name !== '')
  if (nested.length === 0) return
  const names = nested.map(({ name }) => name).slice(0, 5)
  throw new UserError(
    `${basename(path)} has columns with lists or columns in them (${names.join(', ')}). Write them as plain columns, or the table as JSON lines.`,
    { status: 422 },
  )
}

/** Node unpacks zstd itself from 22.15 on, and faster. */
const unpackZstd = (zlib as { zstdDecompressSync?: (bytes: Uint8Array, limit: object) => Buffer })
  .zstdDecompressSync

const compressors: Compressors = {
  GZIP: (bytes, maxOutputLength) => zlib.gunzipSync(bytes, { maxOutputLength }),
  BROTLI: (bytes, maxOutputLength) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
  ZSTD: (bytes, maxOutputLength) =>
    unpackZstd?.(bytes, { maxOutputLength }) ?? decompress(bytes, new Uint8Array(maxOutputLength)),
}

function refusePacked({ row_groups }: FileMetaData, path: string): void {
  const readable = new Set(['UNCOMPRESSED', 'SNAPPY', ...Object.keys(compressors)])
  for (const { columns } of row_groups)
    for (const { meta_data } of columns)
      if (meta_data !== undefined && !readable.has(meta_data.codec))
        throw new UserError(
          `${basename(path)} is packed with ${meta_data.codec}, which cannot be unpacked here. Write it with snappy, gzip or zstd.`,
          { status: 422 },
        )
}

function writeCell(cell: unknown, column: SchemaElement): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return writeDate(cell, column)
  if (typeof cell === 'number') return writeNumber(cell, column)
  // What is neither text nor a number, e.g. a digest, can stand for nothing in a table.
  return typeof cell === 'object' ? '' : String(cell).trim()
}

function writeDate(date: Date, { converted_type, logical_type }: SchemaElement): string {
  if (Number.isNaN(date.getTime())) return ''
  const text = date.toISOString()
  if (converted_type === 'DATE' || logical_type?.type === 'DATE') return text.slice(0, 10)
  // A time of clocks whose zone the file does not know.
  const isLocal = logical_type?.type === 'TIMESTAMP' && !logical_type.isAdjustedToUTC
  return isLocal ? text.slice(0, -1) : text
}

function writeNumber(number: number, { converted_type, logical_type, scale = 0 }: SchemaElement): string {
  if (!Number.isFinite(number)) return ''
  const isDecimal = converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL'
  return isDecimal && scale <= 100 ? number.toFixed(scale) : String(number)
}
