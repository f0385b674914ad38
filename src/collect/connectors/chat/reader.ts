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
  /**
   * The records of one file, some at a time; the same ones each time. Throws Damage where it cannot be read any further. One
   * that can enter a file half-way goes on where it stood, and says before each of its records how far they reach.
   */
  read(file: ShelfFile, way?: Way): AsyncIterable<readonly ChatRecord[]>
}

export interface Way {
  readonly from: Stand | undefined
  reach(stand: Stand): void
}

/** How far a file was read. */
export interface Stand {
  /** Bytes; all before them need not be read for what they say. */
  readonly at: number
  /** What must be known to go on: plain JSON that only the reader understands. */
  readonly knowing?: unknown
}
