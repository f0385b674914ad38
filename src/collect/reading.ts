import type { Store } from '../store/index.ts'
import type { Cursor, ReadIo } from './connector.ts'
import type { Run } from './run.ts'
import type { Source } from './source.ts'

/** How far a collection is; `total` when the source can tell. */
export interface Progress {
  readonly source: string
  readonly done: number
  readonly total?: number
  readonly unit: string
}

export interface IngestOptions {
  readonly io: ReadIo
  /** Records to a batch where that is fewer than usual: a test sees more batches so. */
  readonly batchRecords?: number
  onProgress?(progress: Progress): void
}

/** A collection under way: what a form of connector needs to read, append and report. */
export interface Reading {
  readonly store: Store
  readonly source: Source
  readonly options: IngestOptions
  /** The cursor of the last durable batch of earlier runs. */
  readonly since: Cursor | undefined
  /** The run as it stands after each durable batch. */
  run: Run
}
