import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import { type Cursor, type Page, PartialRead, type PathFacts, type ReadIo } from '../connector.ts'
import { type ByteState, digestFile, readBytes } from './byte-source.ts'
import { nameColumn, nameColumns } from './column.ts'
import { headBytes, recogniseForm, type TableForm } from './form.ts'
import { type DateOrder, readDateOrder } from './moment.ts'
import { checkParquet } from './parquet.ts'
import { readRows } from './read-rows.ts'
import type { TableRecord, TableShape } from './row.ts'
import type { TableConfig } from './setting.ts'

const rowsAtOnce = 1000
const mostFiles = 50
const endings = /\.(csv|tsv|tab|txt|xls|json|jsonl|ndjson|parquet)(\.gz)?$/i

/** Whether a path is a file of such tables, or a folder with nothing but such among its table files. */
export async function isTable(facts: PathFacts, whole: TableShape): Promise<boolean> {
  const shape = { ...whole, isHeader: passOverCode(whole) }
  if (facts.kind === 'file') return (await recogniseForm(facts.path, facts.head, shape)) !== undefined
  const names = await readdir(facts.path)
  const files = names.filter((name) => endings.test(name)).map((name) => join(facts.path, name))
  if (names.includes('.git') || files.length === 0 || files.length > mostFiles) return false
  for (const file of files) {
    const status = await stat(file)
    if (!status.isFile() || (await recogniseForm(file, await readHead(file), shape)) === undefined)
      return false
  }
  return true
}

/** In a program the names of columns stand between quotes that no table has. */
function passOverCode({ isHeader }: TableShape): TableShape['isHeader'] {
  const isCode = /^\W*['`]|['`]$/
  return (_names, cells) => {
    const plain = cells.map((cell) => (isCode.test(cell) ? '' : cell))
    return isHeader(nameColumns(plain), plain)
  }
}

const cursorShape = z.object({
  /** Digests of files that were read to their end. */
  done: z.array(z.string()),
  /** The file in which the reading stopped, and how many of its records were read. */
  inside: z.object({ digest: z.string(), records: z.number() }).optional(),
})

interface TableFile {
  readonly path: string
  readonly size: number
  readonly digest: string
}

/**
 * Reads a file, or the files of a folder, into pages of `TableRecord`s. A file that changed is read whole: rows keep their
 * identity by what they say. Throws PartialRead after the rest was read if a file is damaged, UserError if it is no such table.
 */
export async function* readTable(
  config: TableConfig,
  shape: TableShape,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const { done: before, inside } = since === undefined ? { done: [] } : cursorShape.parse(since)
  const files = await findFiles(config.path)
  const total = files.reduce((sum, file) => sum + file.size, 0)
  const done = new Set(before.filter((digest) => files.some((file) => file.digest === digest)))
  const damages: string[] = []
  let taken = 0
  for (const file of files) {
    if (!done.has(file.digest)) {
      const form = await recogniseForm(file.path, await readHead(file.path), shape)
      if (form === undefined) await checkParquet(file.path)
      if (form === undefined && files.length === 1)
        throw new UserError(`${config.path} has no header of ${shape.what}.`, { status: 422 })
      const skipped = inside?.digest === file.digest ? inside.records : 0
      const state: ByteState = { taken: 0 }
      const pages =
        form === undefined
          ? noteStranger(file, shape)
          : readFile({ file, form, skipped, state }, config, shape)
      for await (const { records, rows, isLast, notes } of pages) {
        io.signal.throwIfAborted()
        if (isLast && state.damage === undefined) done.add(file.digest)
        yield {
          records,
          cursor: { done: [...done], ...(isLast ? {} : { inside: { digest: file.digest, records: rows } }) },
          progress: { done: taken + state.taken, total, unit: 'bytes' },
          ...(notes === undefined ? {} : { notes }),
        }
      }
      if (state.damage !== undefined) damages.push(`${basename(file.path)} ${state.damage}`)
    }
    taken += file.size
  }
  if (damages.length > 0) throw new PartialRead(`${damages.join('; ')}. The rows before that are kept.`)
}

interface FilePage {
  readonly records: readonly TableRecord[]
  /** Records of the file up to here. */
  readonly rows: number
  readonly isLast: boolean
  readonly notes?: readonly string[]
}

async function* noteStranger(file: TableFile, shape: TableShape): AsyncGenerator<FilePage, void, void> {
  const notes = [`${basename(file.path)} was left out: it has no header of ${shape.what}.`]
  yield { records: [], rows: 0, isLast: true, notes }
}

async function* readFile(
  reading: { file: TableFile; form: TableForm; skipped: number; state: ByteState },
  config: TableConfig,
  shape: TableShape,
): AsyncGenerator<FilePage, void, void> {
  const { file, form, skipped, state } = reading
  const source = { path: file.path, form, dateOrder: await findDateOrder(file, form, config, shape) }
  let rows = 0
  let held: TableRecord[] = []
  for await (const batch of readRows(source, shape, state))
    for (const record of batch) {
      rows++
      if (rows <= skipped) continue
      if (held.length === rowsAtOnce) {
        yield { records: held, rows: rows - 1, isLast: false }
        held = []
      }
      held.push(record)
    }
  yield { records: held, rows, isLast: true }
}

/** The order of day and month that is declared, or that the dates of the whole file show. */
async function findDateOrder(
  file: TableFile,
  form: TableForm,
  config: TableConfig,
  shape: TableShape,
): Promise<DateOrder> {
  if (config.dateOrder !== 'recognised') return config.dateOrder
  const findDates = makeDateFinder(shape)
  const seen = new Set<string>()
  let rows = 0
  const source = { path: file.path, form, dateOrder: 'unclear' } as const
  for await (const batch of readRows(source, shape, { taken: 0 })) {
    for (const record of batch) {
      if (record.kind !== 'row') continue
      for (const place of findDates(record.names)) {
        const order = readDateOrder(record.cells[place] ?? '')
        if (order !== undefined) seen.add(order)
      }
    }
    // Whoever writes dates so does it from the start.
    rows += batch.length
    if (seen.size === 0 && rows > rowsAtOnce) return 'unclear'
  }
  if (seen.has('day first')) return seen.has('month first') ? 'mixed' : 'day first'
  return seen.has('month first') ? 'month first' : 'unclear'
}

/** Finds the columns of dates once for all rows under a header. */
function makeDateFinder(shape: TableShape): (names: readonly string[]) => readonly number[] {
  const dates = new Set(shape.dates)
  const known = new WeakMap<readonly string[], readonly number[]>()
  return (names) => {
    const found =
      known.get(names) ?? names.flatMap((name, place) => (dates.has(nameColumn(name)) ? [place] : []))
    known.set(names, found)
    return found
  }
}

async function findFiles(path: string): Promise<TableFile[]> {
  const status = await stat(path)
  const names = status.isDirectory() ? (await readdir(path)).filter((name) => endings.test(name)).sort() : []
  const paths = status.isDirectory() ? names.map((name) => join(path, name)) : [path]
  const files: TableFile[] = []
  for (const own of paths) {
    const { size } = await stat(own)
    const file = { path: own, size, digest: await digestFile(own) }
    // A copy under another name says nothing new.
    if (!files.some((other) => other.digest === file.digest)) files.push(file)
  }
  return files
}

async function readHead(path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of readBytes(path, { taken: 0 })) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= headBytes) break
  }
  return Buffer.concat(chunks).subarray(0, headBytes)
}
