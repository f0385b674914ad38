import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import zlib from 'node:zlib'
import { type ParquetWriteOptions, parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, expect, test } from 'vitest'
import { askNobody } from '../../../test/support/ask-nobody.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import type { ReadIo } from '../connector.ts'
import { readPathFacts } from '../detect.ts'
import { isTable, readTable, type TableShape } from './index.ts'
import type { TableRecord } from './row.ts'

const shape: TableShape = {
  what: 'a list of members',
  dates: ['joined'],
  isHeader: (names) => names.has('email') && names.has('joined'),
}
const io: ReadIo = {
  clock: { now: () => new Date('2026-11-01') },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}
const store = await openTestStore()
const folder = mkdtempSync(join(tmpdir(), 'groundswell-parquet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function write(content: Buffer): string {
  const path = join(folder, `members-${files++}.parquet`)
  writeFileSync(path, content)
  return path
}

async function readCells(path: string): Promise<string[]> {
  const config = { path, dateOrder: 'recognised', timeZone: 'UTC' } as const
  const cells: string[] = []
  for await (const page of readTable(config, shape, undefined, io))
    for (const record of page.records as TableRecord[])
      cells.push(record.kind === 'row' ? record.cells.join('|') : record.reason)
  return cells
}

const members = (rows: number): Pick<ParquetWriteOptions, 'columnData'> => ({
  columnData: [
    {
      name: 'email',
      data: Array.from({ length: rows }, (_, row) => `p${row % 7}@example.org`),
      type: 'STRING',
    },
    {
      name: 'joined',
      data: Array.from({ length: rows }, (_, row) => (row % 5 === 4 ? null : new Date(row * 1000))),
      type: 'TIMESTAMP',
      nullable: true,
    },
  ],
})
const pack = (options: Omit<ParquetWriteOptions, 'writer'>): Buffer =>
  Buffer.from(parquetWriteBuffer(options))

test.each([
  ['not packed', { codec: 'UNCOMPRESSED' }],
  ['snappy', { codec: 'SNAPPY' }],
  ['gzip', { codec: 'GZIP', compressors: { GZIP: (bytes: Uint8Array) => zlib.gzipSync(bytes) } }],
  [
    'brotli',
    { codec: 'BROTLI', compressors: { BROTLI: (bytes: Uint8Array) => zlib.brotliCompressSync(bytes) } },
  ],
] as const)('reads rows in their order, %s', async (_how, options) => {
  const path = write(pack({ ...members(45_000), ...options, rowGroupSize: 30_000, pageSize: 4096 }))
  expect(await isTable(await readPathFacts(path), shape)).toBe(true)
  const cells = await readCells(path)
  expect(cells.length).toBe(45_000)
  expect(cells[3]).toBe('p3@example.org|1970-01-01T00:00:03.000Z')
  expect(cells[4]).toBe('p4@example.org|')
  expect(cells[44_998]).toBe('p2@example.org|1970-01-01T12:29:58.000Z')
})

test.each(['snappy', 'zstd'])(
  'what the engine writes is read: dictionaries, decimals, days, large numbers, nothing; %s',
  async (method) => {
    const path = join(folder, `engine-${method}.parquet`)
    await store.exportTo(
      path,
      `SELECT toLowCardinality('ann@example.org') AS email, toDateTime64('2024-05-01 10:00:00.123', 3, 'UTC') AS joined,
      toDate32('2024-05-02') AS day, toDecimal64('12.30', 2) AS fee, toUInt64('18446744073709551615') AS large,
      CAST(NULL AS Nullable(String)) AS nothing, true AS paid, 0.1 AS share FROM numbers(3)
      SETTINGS output_format_parquet_compression_method = '${method}'`,
      {},
      'Parquet',
    )
    const row = 'ann@example.org|2024-05-01T10:00:00.123Z|2024-05-02|12.30|18446744073709551615||true|0.1'
    expect(await readCells(path)).toEqual([row, row, row])
  },
)

test('a packing that is not known is refused with a sentence', async () => {
  const LZ4 = (bytes: Uint8Array): Uint8Array => bytes
  await expect(readCells(write(pack({ ...members(9), codec: 'LZ4', compressors: { LZ4 } })))).rejects.toThrow(
    /is packed with LZ4, which cannot be unpacked here\. Write it with snappy, gzip or zstd\./,
  )
})

test('columns in columns are named and refused', async () => {
  const path = join(folder, 'nested.parquet')
  const select = `SELECT 'ann@example.org' AS email, toDate('2024-05-02') AS joined, ['a', 'b'] AS tags`
  await store.exportTo(path, select, {}, 'Parquet')
  expect(await isTable(await readPathFacts(path), shape)).toBe(true)
  await expect(readCells(path)).rejects.toThrow(/has columns with lists or columns in them \(tags/)
})

test('a file that breaks off, or says nonsense at its end, is refused; damage in the middle leaves what is before', async () => {
  const whole = pack({
    ...members(60_000),
    rowGroupSize: 20_000,
    codec: 'GZIP',
    compressors: { GZIP: (bytes) => zlib.gzipSync(bytes) },
  })
  const cut = write(whole.subarray(0, whole.length - 40))
  expect(await isTable(await readPathFacts(cut), shape)).toBe(false)
  await expect(readCells(cut)).rejects.toThrow(/is a damaged Parquet file: the description at its end/)
  const nonsense = Buffer.from(whole)
  nonsense.writeUInt32LE(0xffff_fff0, whole.length - 8)
  await expect(readCells(write(nonsense))).rejects.toThrow(/is a damaged Parquet file/)
  const hurt = Buffer.from(whole)
  hurt.fill(0x5a, Math.floor(whole.length * 0.5), Math.floor(whole.length * 0.5) + 300)
  const read: number[] = []
  const config = { path: write(hurt), dateOrder: 'recognised', timeZone: 'UTC' } as const
  const pages = async (): Promise<void> => {
    for await (const page of readTable(config, shape, undefined, io)) read.push(page.records.length)
  }
  await expect(pages()).rejects.toThrow(/is damaged in the middle. The rows before that are kept/)
  expect(read.reduce((sum, rows) => sum + rows, 0)).toBe(20_000)
})

test('noise that begins as Parquet does is nothing', async () => {
  const path = write(
    Buffer.concat([Buffer.from('PAR1'), readFileSync(new URL(import.meta.url)), Buffer.from('PAR1')]),
  )
  expect(await isTable(await readPathFacts(path), shape)).toBe(false)
})
