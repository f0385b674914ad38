import type { ReactNode } from 'react'

/** One column of a table: what it says, and how it looks. */
export interface ListColumn<Row> {
  id: string
  title: string
  /** What the server calls this order; absent when it cannot be sorted by. */
  sort?: string
  /** The order that is useful first: names from A, counts and dates from the most. */
  firstOrder?: 'asc' | 'desc'
  /** Figures stand on the right. */
  figures?: boolean
  cell: (row: Row) => ReactNode
  /** The same as plain text, for copying and for the file. */
  text: (row: Row) => string
  /** Not among the usual columns: `always` only when chosen, `narrow` also shown where there is room. */
  leftOut?: 'always' | 'narrow'
}

/** The ids of the columns on screen: those the address names, else the usual ones for the room there is. */
export function chooseColumns<Row>(
  columns: readonly ListColumn<Row>[],
  named: string | undefined,
  narrow: boolean,
): string[] {
  const known = new Set(columns.map((column) => column.id))
  const wanted = (named ?? '').split(',').filter((id) => known.has(id))
  if (wanted.length > 0) return columns.map((column) => column.id).filter((id) => wanted.includes(id))
  return columns
    .filter((column) => column.leftOut !== 'always' && !(narrow && column.leftOut === 'narrow'))
    .map((column) => column.id)
}

/** The rows on screen as tab-separated text, for a spreadsheet's clipboard. */
export function writeTabs<Row>(columns: readonly ListColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => guard(column.text(row).replace(/[\t\r\n]+/g, ' '))))
  return [columns.map((column) => column.title), ...lines].map((cells) => cells.join('\t')).join('\n')
}

/** The rows on screen as a CSV file (RFC 4180). */
export function writeCsv<Row>(columns: readonly ListColumn<Row>[], rows: readonly Row[]): string {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  const lines = rows.map((row) => columns.map((column) => quote(guard(column.text(row)))))
  return [columns.map((column) => quote(column.title)), ...lines].map((cells) => cells.join(',')).join('\r\n')
}

/** A spreadsheet would run a cell that begins like a formula; an apostrophe makes it text. */
const guard = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
