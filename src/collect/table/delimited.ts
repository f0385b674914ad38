import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import type { Line } from './text.ts'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** Cells of one row, or why a stretch of the file gives none. */
export type CellRow = {
  /** Number of its first line. */
  readonly line: number
  /** Whether its last line was ended. */
  readonly isEnded: boolean
} & ({ readonly cells: readonly string[] } | { readonly reason: string; readonly text: string })

/** A row may go over this many lines by quoted breaks; a quote that is open for longer is a stray one. */
const longestRow = 2000
const linesAtOnce = 200
const mostText = 4 << 20

/**
 * Cells of delimited text. Strict first, so that a stray quote cannot swallow the rows after it: where that fails, the line
 * stands alone and its quotes are taken as they are, and a line that still makes no sense is told as such.
 */
export async function* readCells(
  batches: AsyncIterable<readonly Line[]>,
  delimiter: Delimiter,
): AsyncGenerator<CellRow[], void, void> {
  let pending: readonly Line[] = []
  for await (const batch of batches) {
    const { rows, open } = cutRows(pending.length === 0 ? batch : [...pending, ...batch], delimiter, false)
    pending = open
    if (rows.length > 0) yield rows
  }
  const { rows } = cutRows(pending, delimiter, true)
  if (rows.length > 0) yield rows
}

/** Rows of the start of a file, read as if it ended there. */
export const cutHead = (lines: readonly Line[], delimiter: Delimiter): CellRow[] =>
  cutRows(lines, delimiter, true).rows

function cutRows(
  lines: readonly Line[],
  delimiter: Delimiter,
  isAtEnd: boolean,
): { rows: CellRow[]; open: readonly Line[] } {
  const rows: CellRow[] = []
  let most = linesAtOnce
  for (let at = 0; at < lines.length; ) {
    const some = takeLines(lines, at, most)
    const { rows: strict, used, isOpen } = parseStrictly(some, delimiter)
    for (const row of strict) rows.push(row)
    at += used
    most = linesAtOnce
    if (used > 0 && used === some.length) continue
    const tried = some.length - used
    if (isOpen && tried < longestRow) {
      if (at + tried === lines.length && !isAtEnd) return { rows, open: lines.slice(at) }
      if (takeLines(lines, at, longestRow).length > tried) {
        most = longestRow
        continue
      }
    }
    rows.push(parseAlone(lines[at], delimiter))
    at++
  }
  return { rows, open: [] }
}

/** Lines from a place on that may be parsed together. */
function takeLines(lines: readonly Line[], from: number, most: number): readonly Line[] {
  let size = 0
  let end = from
  for (; end < lines.length && end - from < most; end++) {
    const line = lines[end]
    size += line?.text.length ?? 0
    if (line === undefined || line.isCut || (size > mostText && end > from)) break
  }
  return lines.slice(from, end)
}

function parseStrictly(
  lines: readonly Line[],
  delimiter: Delimiter,
): { rows: CellRow[]; used: number; isOpen: boolean } {
  const rows: CellRow[] = []
  let used = 0
  const takeRecord = (cells: readonly string[], end: number): void => {
    const first = lines[used]
    const last = lines[end - 1]
    if (first !== undefined && cells.some((cell) => cell !== ''))
      rows.push({ line: first.number, isEnded: last?.isEnded ?? true, cells })
    used = end
  }
  try {
    parseText(lines.map((line) => line.text).join('\n'), delimiter, false, takeRecord)
    return { rows, used: lines.length, isOpen: false }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows, used, isOpen: error.code === 'CSV_QUOTE_NOT_CLOSED' }
  }
}

function parseAlone(line: Line | undefined, delimiter: Delimiter): CellRow {
  const { text = '', number = 0, isCut = false, isEnded = true } = line ?? {}
  if (isCut) return { line: number, isEnded, reason: 'the line is longer than 1 MiB', text }
  let cells: readonly string[] = []
  try {
    parseText(text, delimiter, true, (record) => {
      cells = record
    })
    return { line: number, isEnded, cells }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { line: number, isEnded, reason: 'a quote is opened in this line and not closed', text }
  }
}

/** Hands over each record with the count of lines up to its end. */
function parseText(
  text: string,
  delimiter: Delimiter,
  relaxQuotes: boolean,
  takeRecord: (cells: readonly string[], end: number) => void,
): void {
  parse(text, {
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: relaxQuotes,
    skip_empty_lines: false,
    trim: true,
    on_record: (cells: string[], { lines }) => {
      takeRecord(cells, lines)
      return null
    },
  })
}
