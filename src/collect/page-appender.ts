import type { Outcomes } from './batch.ts'
import type { BulkPage } from './connector.ts'

/** Appends pages of one kind, each from the file its lines wait in. */
export interface PageAppender<P extends BulkPage> {
  append(page: P, path: string, at: Date): Promise<Outcomes>
  /** Pages may grow: called before each page, also before one that was read before, so that pages are cut alike each time. */
  grow(): void
  /** Two pages as one, if the second may be parsed in one go with the first, of which there are so many bytes; else nothing. */
  join(first: P, second: P, bytes: number): P | undefined
  /** Whether a page, of which there are so many bytes, need not wait to be joined with a next one that is probably as long as its last part. */
  isFull(bytes: number, lastBytes: number): boolean
  /** Empties what pages wait in. */
  clear(): Promise<void>
}
