import type { Outcomes } from './batch.ts'
import type { BulkPage } from './connector.ts'

/** Appends pages of one kind. One is parsed while the rows of the one before are appended; of both there are two tables. */
export interface PageAppender<P extends BulkPage> {
  /** Makes rows of a page from the file its lines wait in; they wait to be taken. */
  parse(page: P, path: string): Promise<void>
  /** Takes what was parsed last as what is appended next. */
  take(): Promise<void>
  /** Appends what was taken; the page is the one it was parsed from. */
  append(page: P, at: Date): Promise<Outcomes>
  /** Pages may grow: called before each page, also before one that was read before, so that pages are cut alike each time. */
  grow(): void
  /** Two pages as one, if the second may be parsed in one go with the first, of which there are so many bytes; else nothing. */
  join(first: P, second: P, bytes: number): P | undefined
  /** Whether a page, of which there are so many bytes, need not wait to be joined with a next one that is probably as long as its last part. */
  isFull(bytes: number, lastBytes: number): boolean
  /** Makes what pages wait in, empty. */
  open(): Promise<void>
  /** Empties what pages wait in. */
  clear(): Promise<void>
}
