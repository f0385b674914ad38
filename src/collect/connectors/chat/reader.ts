import type { ChatRecord } from './record.ts'
import type { ShelfFile } from './shelf.ts'

/** An export of one programme, ready to be read. */
export interface ChatReader {
  /** The files that tell of acts, in the order in which they are read. */
  readonly files: readonly ShelfFile[]
  /** Stands for what else their records depend on, such as the list of people. */
  readonly setup: string
  /** What deserves a word in the run's report. */
  readonly notes: readonly string[]
  /** The records of one file, some at a time; the same ones each time. Throws Damage where it cannot be read any further. */
  read(file: ShelfFile): AsyncIterable<readonly ChatRecord[]>
}
