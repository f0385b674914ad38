import { basename } from 'node:path'
import { type ByteState, readBytes } from './byte-source.ts'
import { nameCells, nameColumns } from './column.ts'
import { type CellRow, readCells } from './delimited.ts'
import type { TableForm } from './form.ts'
import { flatten, type JsonRow, readElements, readJsonLines } from './json-elements.ts'
import type { DateOrder } from './moment.ts'
import { readParquet } from './parquet.ts'
import type { RowContext, TableRecord, TableShape } from './row.ts'
import { readLines, readText } from './text.ts'

/** A file to read, and what is known of it beforehand. */
export interface RowSource {
  readonly path: string
  readonly form: TableForm
  readonly dateOrder: DateOrder
}

/** Rows of one file, in its order, some at a time. What is wrong with its end is told in `state` afterwards. */
export async function* readRows(
  source: RowSource,
  shape: TableShape,
  state: ByteState,
): AsyncGenerator<TableRecord[], void, void> {
  const { path, form, dateOrder } = source
  const file = basename(path)
  const context: RowContext = { file, section: '', whole: {}, dateOrder }
  if (form.kind === 'parquet') {
    yield* readParquetRows(path, context, state)
    return
  }
  const text = readText(readBytes(path, state))
  if (form.kind === 'delimited') {
    const take = makeTableReader(shape, context, state)
    for await (const rows of readCells(readLines(text), form.delimiter)) yield rows.flatMap(take)
    return
  }
  const end = { isWhole: true }
  const objects = form.kind === 'json list' ? readElements(text, end) : readJsonLines(readLines(text))
  const take = makeObjectReader(context)
  for await (const rows of objects) yield rows.map(take)
  if (!end.isWhole) state.damage ??= 'ends in the middle'
}

/** A row of Parquet stands on no line; it is known by its number. */
async function* readParquetRows(
  path: string,
  context: RowContext,
  state: ByteState,
): AsyncGenerator<TableRecord[], void, void> {
  let number = 0
  for await (const { names, rows } of readParquet(path, state))
    yield rows.map((cells) => ({
      kind: 'row',
      position: `${context.file}:${++number}`,
      names,
      cells,
      context,
    }))
}

const unreadable = (file: string, row: { line: number; reason: string; text: string }): TableRecord => ({
  kind: 'unreadable',
  position: `${file}:${row.line}`,
  reason: row.reason,
  record: row.text,
})

/** Finds headers and titles among the rows of delimited text, and gives the others the names of their columns. */
function makeTableReader(
  shape: TableShape,
  start: RowContext,
  state: ByteState,
): (row: CellRow) => TableRecord[] {
  let context = start
  let header: readonly string[] | undefined
  let whole: readonly string[] | undefined
  const hasSections = shape.isTitle !== undefined || shape.isWhole !== undefined

  /** Whether a row says how the others are to be read. */
  const takeHeading = (cells: readonly string[]): boolean => {
    if (whole !== undefined) {
      context = { ...context, whole: nameCells(whole, cells) }
      whole = undefined
      return true
    }
    const names = nameColumns(cells)
    if (shape.isWhole?.(names) === true) whole = cells
    else if (shape.isTitle?.(cells[0] ?? '') === true) {
      context = { ...context, section: cells[0] ?? '' }
      header = undefined
    } else if (shape.isHeader(names, cells)) header = cells
    else return false
    return true
  }

  return (row) => {
    const isHeadless = header === undefined
    if ('reason' in row) return isHeadless ? [] : [unreadable(context.file, row)]
    const { line, cells, isEnded } = row
    // What a damaged archive ends with is half a row.
    if (!isEnded && state.damage !== undefined) return []
    if ((isHeadless || hasSections) && takeHeading(cells)) return []
    if (header === undefined || isSame(header, cells)) return []
    const fault = findFault(header, cells, isEnded)
    if (fault !== undefined)
      return [unreadable(context.file, { line, reason: fault, text: cells.join(' | ') })]
    const names = header
    const own = names.map((_name, place) => cells[place] ?? '')
    return [{ kind: 'row', position: `${context.file}:${line}`, names, cells: own, context }]
  }
}

function findFault(
  header: readonly string[],
  cells: readonly string[],
  isEnded: boolean,
): string | undefined {
  if (cells.slice(header.length).some((cell) => cell !== ''))
    return `the row has ${trimEnd(cells).length} cells where the header has ${header.length}`
  if (!isEnded && cells.length < header.length) return 'the file ends in the middle of this row'
  return undefined
}

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.every((cell, place) => cell === right[place])

function trimEnd(cells: readonly string[]): readonly string[] {
  let end = cells.length
  while (end > 0 && cells[end - 1] === '') end--
  return cells.slice(0, end)
}

const mostHeaders = 1000

/** Objects with the same names share one list of them, so that columns are found once. */
function makeObjectReader(context: RowContext): (row: JsonRow) => TableRecord {
  const headers = new Map<string, readonly string[]>()
  return (row) => {
    if ('reason' in row) return unreadable(context.file, row)
    const { names: own, cells } = flatten(row.value)
    const key = own.join('\n')
    const names = headers.get(key) ?? own
    if (headers.size < mostHeaders) headers.set(key, names)
    return { kind: 'row', position: `${context.file}:${row.line}`, names, cells, value: row.value, context }
  }
}
