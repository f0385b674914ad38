export type ExportFormat = 'csv' | 'jsonl' | 'parquet'

/** What is asked of an export: the whole, or only what had happened before a moment. */
export interface ExportQuery {
  readonly format: ExportFormat
  readonly asOf?: string | undefined
}

/** One of each kind, so that the engine binds every text. */
export const exportExamples: readonly ExportQuery[] = [
  { format: 'csv' },
  { format: 'jsonl', asOf: '2007-10-16T00:00:00Z' },
  { format: 'parquet', asOf: '2007-10-16T00:00:00Z' },
  { format: 'csv', asOf: '2007-10-16T00:00:00Z' },
]

export const asOfParams = ({ asOf }: ExportQuery): Record<string, Date> =>
  asOf === undefined ? {} : { as_of: new Date(asOf) }

/** A condition that holds only in exports as of a moment. */
export const beforeMoment = ({ asOf }: ExportQuery, column: string): string =>
  asOf === undefined ? '1' : `${column} < {as_of:DateTime64(3)}`

/** The end of a stay: as of a moment, a later end has not happened yet. */
export const endBeforeMoment = (query: ExportQuery, column: string): string =>
  query.asOf === undefined ? column : `if(${beforeMoment(query, column)}, ${column}, NULL)`

/**
 * A text column. In CSV a cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line break)
 * gets a leading apostrophe; numbers and times are not text and stay as they are.
 */
export function textColumn({ format }: ExportQuery, expression: string, name: string): string {
  const text = `toValidUTF8(toString(${expression}))`
  if (format !== 'csv') return `${text} AS ${name}`
  return `if(match(${text}, '^[=+\\\\-@\\\\t\\\\r\\\\n]'), concat('\\'', ${text}), ${text}) AS ${name}`
}

/** A moment, ISO 8601 in UTC; when unknown, an empty cell in CSV and null elsewhere. */
export function timeColumn({ format }: ExportQuery, expression: string, name: string): string {
  if (format !== 'csv') return `${expression} AS ${name}`
  const iso = `formatDateTimeInJodaSyntax(${expression}, 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''', 'UTC')`
  return `ifNull(${iso}, '') AS ${name}`
}

/** A number; when unknown, an empty cell in CSV and null elsewhere. */
export function numberColumn({ format }: ExportQuery, expression: string, name: string): string {
  return format === 'csv' ? `ifNull(toString(${expression}), '') AS ${name}` : `${expression} AS ${name}`
}

/** An id as a decimal string, because few readers hold 64 bits; empty when there is none. */
export function idColumn(expression: string, name: string): string {
  return `if(ifNull(${expression}, 0) = 0, '', toString(ifNull(${expression}, 0))) AS ${name}`
}
