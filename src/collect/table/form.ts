import { nameCells, nameColumns } from './column.ts'
import { type CellRow, cutHead, type Delimiter, delimiters } from './delimited.ts'
import { cutElements, flatten, type JsonRow } from './json-elements.ts'
import { holdsParquetTable, isParquet } from './parquet.ts'
import type { TableShape } from './row.ts'
import { decodeHead, type Line } from './text.ts'

/** How a file of rows is written. */
export type TableForm =
  | { readonly kind: 'delimited'; readonly delimiter: Delimiter }
  | { readonly kind: 'json lines' }
  | { readonly kind: 'json list' }
  | { readonly kind: 'parquet' }

export const headBytes = 64 << 10
/** Some reports have lines of their own above the header. */
const deepestHeader = 60
const mostHeadLines = 400

/** How a file is written, if it holds a table of this shape. Parquet tells its columns at its end, the others in the head. */
export async function recogniseForm(
  path: string,
  head: Buffer,
  shape: TableShape,
): Promise<TableForm | undefined> {
  if (!isParquet(head)) return recogniseText(head, shape)
  return (await holdsParquetTable(path, shape)) ? { kind: 'parquet' } : undefined
}

function recogniseText(head: Buffer, shape: TableShape): TableForm | undefined {
  const text = decodeHead(head)
  const isWhole = head.length < headBytes
  if (/^\s*[[{]/.test(text)) return recogniseJson(text, shape)
  const lines = headLines(text, isWhole)
  const delimiter = delimiters.find((candidate) => holdsTable(cutHead(lines, candidate), shape))
  return delimiter === undefined ? undefined : { kind: 'delimited', delimiter }
}

function holdsTable(rows: readonly CellRow[], shape: TableShape): boolean {
  const { isRow } = shape
  const isHeader = (row: CellRow): boolean =>
    'cells' in row && shape.isHeader(nameColumns(row.cells), row.cells)
  if (isRow === undefined) return rows.slice(0, deepestHeader).some(isHeader)
  const [header, ...below] = rows
  if (header === undefined || !('cells' in header) || !isHeader(header)) return false
  return (
    below.length === 0 || below.some((row) => 'cells' in row && isRow(nameCells(header.cells, row.cells)))
  )
}

function headLines(text: string, isWhole: boolean): Line[] {
  const texts = text.split(/\r\n|\n|\r/)
  if (!isWhole && texts.length > 1) texts.pop()
  return texts
    .slice(0, mostHeadLines)
    .map((line, index) => ({ text: line, number: index + 1, isCut: false, isEnded: true }))
}

function recogniseJson(text: string, shape: TableShape): TableForm | undefined {
  const fits = (row: JsonRow): boolean => {
    if (!('value' in row)) return false
    const { names, cells } = flatten(row.value)
    return shape.isHeader(nameColumns(names), names) && shape.isRow?.(nameCells(names, cells)) !== false
  }
  const lines = text.split(/\r?\n/, deepestHeader).filter((line) => line.startsWith('{'))
  if (lines.some((line) => line.endsWith('}') && cutElements(`[${line}]`).some(fits)))
    return { kind: 'json lines' }
  return cutElements(text).slice(0, deepestHeader).some(fits) ? { kind: 'json list' } : undefined
}
