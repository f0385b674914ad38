import type { Store } from '../store/index.ts'
import type { Cursor, ReadIo } from './connector.ts'
import type { Networks, NetworkTeller } from './networks/index.ts'
import type { Asker } from './outgoing/asker.ts'
import type { Run } from './run.ts'
import type { SecretBox } from './secrets/secret-box.ts'
import type { Source } from './source.ts'

/** How far a collection is; `total` when the source can tell. */
export interface Progress {
  readonly source: string
  readonly done: number
  readonly total?: number
  readonly unit: string
}

export interface IngestOptions {
  readonly io: Omit<ReadIo, 'ask'>
  /** Asks servers; without one, a source that needs it fails. */
  readonly asker?: Asker
  /** Tells the networks of addresses; without it none are looked up. */
  readonly networks?: NetworkTeller | undefined
  /** Opens the secrets of the source; without it they are given to the connector as they are kept. */
  readonly secrets?: SecretBox
  /** A server wants to be left alone for a while. */
  onWait?(wait: { readonly source: string; readonly host: string; readonly milliseconds: number }): void
  /** Records to a batch where that is fewer than usual: a test sees more batches so. */
  readonly batchRecords?: number
  /** Reads from the start what was read before: what is there already is a duplicate, what was quarantined gets another chance. */
  readonly again?: boolean
  onProgress?(progress: Progress): void
}

/** A collection under way: what a form of connector needs to read, append and report. */
export interface Reading {
  readonly store: Store
  source: Source
  readonly options: IngestOptions
  readonly io: ReadIo
  /** The cursor of the last durable batch of earlier runs. */
  readonly since: Cursor | undefined
  /** The other sources that call acts by name; undefined when this one does not. */
  readonly tellers: readonly string[] | undefined
  /** Whether the source was never collected before. */
  readonly isFirst: boolean
  /** Tells the networks of the addresses this source tells; undefined when none are looked up. */
  readonly networks: Networks | undefined
  /** Runs whose pages were found again and not parsed: what they quarantined stays. */
  reused?: ReadonlySet<string>
  /** The run as it stands after each durable batch. */
  run: Run
}
