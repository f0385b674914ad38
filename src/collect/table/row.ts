import type { DateOrder } from './moment.ts'

/** One row of a table file, or one object of a JSON file. */
export interface TableRow {
  readonly kind: 'row'
  /** Where it stands: `members.csv:17`, its first line. */
  readonly position: string
  /** The names of the columns as the file has them; rows under one header share the list. */
  readonly names: readonly string[]
  /** As many as names, trimmed; one that is missing is empty. */
  readonly cells: readonly string[]
  /** What a JSON file has there, with its lists and objects; absent in delimited text. */
  readonly value?: unknown
  readonly context: RowContext
}

/** What holds for all rows under one header. */
export interface RowContext {
  /** The file's name without its folder. */
  readonly file: string
  /** The title above the header, e.g. `Attendee Details`; empty if there is none. */
  readonly section: string
  /** Cells of the row that tells of the whole file, by the names of their columns as `nameColumn` writes them. */
  readonly whole: Readonly<Record<string, string>>
  /** The order of dates such as 03/04/2024 in this file. */
  readonly dateOrder: DateOrder
}

/** A stretch of a file that is no row. */
export interface UnreadableRow {
  readonly kind: 'unreadable'
  readonly position: string
  readonly reason: string
  readonly record: string
}

export type TableRecord = TableRow | UnreadableRow

/** What a connector looks for in files of tables. */
export interface TableShape {
  /** Whether these names of columns, as `nameColumn` writes them and as the file does, are those of a table it reads. */
  isHeader(names: ReadonlySet<string>, cells: readonly string[]): boolean
  /**
   * Whether a row under a header, by the names of its columns as `nameColumn` writes them, is one of such a table. Where the words of the
   * header are such as stand in many files, a file is recognised only if it begins with the header, and a row below it is one or there is none.
   */
  isRow?(cells: Readonly<Record<string, string>>): boolean
  /** A header whose one row tells of the whole file, e.g. the topic of a webinar; such a row is no record. */
  isWhole?(names: ReadonlySet<string>): boolean
  /** Titles of tables, where a file holds several, each with a header. */
  isTitle?(text: string): boolean
  /** What such a file is, for the sentence to whoever named another: `a subscriber export of Mailchimp or Listmonk`. */
  readonly what: string
  /** Columns that hold dates, in whichever writing; their cells show the order of day and month. */
  readonly dates: readonly string[]
}
