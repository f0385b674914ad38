import Table from 'cli-table3'
import { toInert } from './terminal.ts'

/** Columns for people to read: right-aligned numbers, no borders, every cell inert. */
export function formatTable(
  columns: readonly { readonly title: string; readonly isNumber?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const table = new Table({
    head: columns.map((column) => column.title),
    colAligns: columns.map((column) => (column.isNumber === true ? 'right' : 'left')),
    chars: blankBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
  })
  for (const row of rows) table.push(row.map((cell) => cutCell(toInert(cell))))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const longestCell = 60

function cutCell(text: string): string {
  const letters = [...text]
  return letters.length <= longestCell ? text : `${letters.slice(0, longestCell - 1).join('')}…`
}

const blankBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
} as const
